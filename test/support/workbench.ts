import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { chromiumArguments, ensureChromium } from '../../scripts/chromium.mjs';
import type { CodeServer } from '../../scripts/codeServer.mjs';
import { installVsix, startCodeServer, workbenchUrl } from '../../scripts/codeServer.mjs';
import { ensureCodeServer } from '../../scripts/codeServerInstall.mjs';
import { installChinesePack } from '../../scripts/languagePack.mjs';
import { installLanguageProbe } from './languageProbe';

const vsix = path.resolve('out/oceanbase-backup.vsix');
const screenshots = path.resolve('out/screenshots');

type WorkbenchTheme = 'light' | 'dark' | 'highContrastDark' | 'highContrastLight';

const themeNames: Readonly<Record<WorkbenchTheme, string>> = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  highContrastDark: 'Default High Contrast',
  highContrastLight: 'Default High Contrast Light',
};

export interface WorkbenchOptions {
  readonly locale?: 'en' | 'zh-cn';
  readonly theme?: WorkbenchTheme;
  /** What the extension host finds in its environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** A VS Code as a person gets it: the packaged extension installed, toasts and dialogs shown, a profile of its own. */
export interface Workbench {
  readonly page: Page;
  /** Clicks the extension's icon in the activity bar. Idempotent. */
  openContainer(): Promise<void>;
  /** Runs a command by the title that the palette shows, its category included. */
  command(title: string): Promise<void>;
  /** Takes out/screenshots/NAME.png once nothing moves any more; returns its path. */
  screenshot(name: string): Promise<string>;
  /** `vscode.env.language` as extensions see it; that of the options, or `startWorkbench` has thrown. */
  readonly language: string;
  stop(): Promise<void>;
}

/** Starts a workbench and waits until the extension's icon is there. Call `stop` in an `after`. */
export async function startWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const log = (line: string): void => console.log(line);
  const install = await ensureCodeServer(log);
  const executablePath = await ensureChromium(log);
  const profile = await mkdtemp(path.join(os.tmpdir(), 'ob-backup-ui-'));
  const folders = {
    userDataDir: path.join(profile, 'user-data'),
    extensionsDir: path.join(profile, 'extensions'),
  };
  await mkdir(path.join(profile, 'workspace'));
  await installVsix(install, { vsix, ...folders });
  if (options.locale === 'zh-cn') await installChinesePack(folders);
  const probe = await installLanguageProbe(folders.extensionsDir);
  const server = await startCodeServer(install, {
    ...folders,
    ...(options.locale === undefined ? {} : { locale: options.locale }),
    env: { ...probe.env, ...options.env },
    settings: { 'workbench.colorTheme': themeNames[options.theme ?? 'dark'], ...options.settings },
  });
  const browser = await chromium.launch({ executablePath, args: [...chromiumArguments] });
  const stop = async (): Promise<void> => {
    await browser.close();
    await server.stop();
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const page = await browser.newPage({
      viewport: options.viewport ?? { width: 1280, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await openWorkbench(page, server, path.join(profile, 'workspace'));
    const language = await probe.language();
    // No picture may claim a language that the extension did not speak.
    assert.equal(language, options.locale ?? 'en');
    return {
      page,
      language,
      openContainer: () => openContainer(page),
      command: (title) => runCommand(page, title),
      screenshot: (name) => takeScreenshot(page, name),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openWorkbench(page: Page, server: CodeServer, folder: string): Promise<void> {
  page.setDefaultTimeout(30_000);
  await page.goto(workbenchUrl(server, { folder }));
  await page.locator('.monaco-workbench').waitFor();
  await containerTab(page).waitFor();
}

const containerTab = (page: Page) => page.getByRole('tab', { name: 'OceanBase Backup' });

/** A click on the icon of a container that is open closes it, and a window that was loaded again opens it by itself. */
async function openContainer(page: Page): Promise<void> {
  const title = page.locator('.part.sidebar .composite.title').filter({ hasText: 'OceanBase Backup' });
  for (;;) {
    if (await staysVisible(title)) return;
    await containerTab(page).click();
    await title.waitFor({ timeout: 3_000 }).catch(() => undefined);
  }
}

/** Seen twice, because the window restores its sidebar a moment after its icons are there. */
async function staysVisible(element: Locator): Promise<boolean> {
  if (!(await element.isVisible())) return false;
  await new Promise((resolve) => setTimeout(resolve, 500));
  return element.isVisible();
}

async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget input[type=text]');
  await input.waitFor();
  await input.fill(`>${title}`);
  await page.locator('.quick-input-list').getByRole('option', { name: title }).first().waitFor();
  await page.keyboard.press('Enter');
}

async function takeScreenshot(page: Page, name: string): Promise<string> {
  await mkdir(screenshots, { recursive: true });
  await settle(page);
  const file = path.join(screenshots, `${name}.png`);
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  return file;
}

/** Toasts fade in: a picture taken at once shows half of one. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const finite = document.getAnimations().filter((animation) => {
      return animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY;
    });
    await Promise.allSettled(finite.map((animation) => animation.finished));
  });
}
