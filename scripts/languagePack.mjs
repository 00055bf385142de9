/** Makes the browser-hosted VS Code speak Chinese where extensions are concerned: an empty language pack. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const publisher = 'oceanbase-backup-tests';
const name = 'language-pack-zh-cn';

/**
 * VS Code takes a language only from an installed pack. Its own words stay English with this one (the real
 * packs are on the Marketplace only), but `vscode.env.language` and every extension's bundle follow.
 * @param {{ userDataDir: string, extensionsDir: string }} profile
 */
export async function installChinesePack({ userDataDir, extensionsDir }) {
  const folder = path.join(extensionsDir, `${publisher}.${name}-0.0.1`);
  const translations = path.join(folder, 'main.i18n.json');
  await mkdir(folder, { recursive: true });
  await mkdir(userDataDir, { recursive: true });
  const manifest = {
    name,
    publisher,
    version: '0.0.1',
    engines: { vscode: '^1.100.0' },
    contributes: {
      localizations: [
        {
          languageId: 'zh-cn',
          languageName: 'Chinese Simplified',
          localizedLanguageName: '简体中文',
          translations: [{ id: 'vscode', path: './main.i18n.json' }],
        },
      ],
    },
  };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(translations, JSON.stringify({ '': ['x'], version: '1.0.0', contents: {} }));
  // Installing a pack by hand does not write this list, and the server reads nothing else.
  const packs = {
    'zh-cn': {
      hash: 'empty',
      extensions: [{ extensionIdentifier: { id: `${publisher}.${name}` }, version: '0.0.1' }],
      translations: { vscode: translations },
      label: '简体中文',
    },
  };
  await writeFile(path.join(userDataDir, 'languagepacks.json'), JSON.stringify(packs));
}
