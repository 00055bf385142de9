import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const id = 'oceanbase-backup-tests.language-probe';
const version = '0.0.1';

/** Runs in the extension host, which is the only place that knows the language extensions are given. */
const source = `
const vscode = require('vscode');
exports.activate = () => require('node:fs').writeFileSync(process.env.OB_BACKUP_LANGUAGE_FILE, vscode.env.language);
`;

export interface LanguageProbe {
  /** Goes into the environment of the extension host. */
  readonly env: Readonly<Record<string, string>>;
  /** Waits for the extension host and returns its `vscode.env.language`. */
  language(): Promise<string>;
}

/** Adds a second, invisible extension to a private extensions folder that already holds an installed one. */
export async function installLanguageProbe(extensionsDir: string): Promise<LanguageProbe> {
  const folder = path.join(extensionsDir, `${id}-${version}`);
  const file = path.join(folder, 'language.txt');
  await mkdir(folder, { recursive: true });
  const [publisher, name] = id.split('.');
  const manifest = {
    name,
    publisher,
    version,
    engines: { vscode: '^1.100.0' },
    activationEvents: ['onStartupFinished'],
    extensionKind: ['workspace'],
    main: './extension.js',
  };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(path.join(folder, 'extension.js'), source);
  await registerExtension(extensionsDir, folder);
  return { env: { OB_BACKUP_LANGUAGE_FILE: file }, language: () => firstText(file) };
}

/** VS Code loads what this list names, not what lies in the folder. */
async function registerExtension(extensionsDir: string, folder: string): Promise<void> {
  const list = path.join(extensionsDir, 'extensions.json');
  const known: unknown = JSON.parse(await readFile(list, 'utf8'));
  const entry = {
    identifier: { id },
    version,
    location: { $mid: 1, path: folder, scheme: 'file' },
    relativeLocation: path.basename(folder),
  };
  await writeFile(list, JSON.stringify([...(Array.isArray(known) ? known : []), entry]));
}

async function firstText(file: string): Promise<string> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text !== '') return text;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The extension host said nothing of its language within 60 s');
}
