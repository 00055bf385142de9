import * as vscode from 'vscode';

/** The language of the manual's pages that suit the window. */
export function manualLanguage(): 'en' | 'zh-cn' {
  return vscode.env.language.toLowerCase().startsWith('zh') ? 'zh-cn' : 'en';
}
