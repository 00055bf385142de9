import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { type ZipEntry, zipListing } from '../support/zipListing';

const vsix = 'out/oceanbase-backup.vsix';
const kibibyte = 1024;

/** Every file that a person installs, apart from the pictures that the README shows. */
const fixed = [
  '[Content_Types].xml',
  'extension.vsixmanifest',
  'extension/CHANGELOG.md',
  'extension/LICENSE.txt',
  'extension/README.md',
  'extension/dist/extension.js',
  'extension/dist/mysql.js',
  'extension/dist/simulator.js',
  'extension/dist/sql-wasm.wasm',
  'extension/l10n/bundle.l10n.zh-cn.json',
  'extension/media/icon.png',
  'extension/media/obBackup.svg',
  'extension/package.json',
  'extension/package.nls.json',
  'extension/package.nls.zh-cn.json',
];

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

describe('the packaged extension', () => {
  let entries: readonly ZipEntry[] = [];

  before(() => {
    entries = zipListing(vsix);
  });

  it('holds exactly the files that stand here', () => {
    // GitHub's name for a README and the marketplace's differ in case only.
    const names = entries.map(({ name }) =>
      name.replace('readme.md', 'README.md').replace('changelog.md', 'CHANGELOG.md'),
    );
    const readme = readFileSync('README.md', 'utf8');
    const pictures = [...readme.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, file]) => `extension/${file}`);
    assert.deepEqual([...names].sort(), [...fixed, ...new Set(pictures)].sort());
  });

  it('is at most 2 MB', () => {
    const { size } = statSync(vsix);
    assert.ok(size <= 2 * kibibyte * kibibyte, `${Math.round(size / kibibyte)} KiB`);
  });

  it('carries at most 600 KB of pictures', () => {
    const pictures = entries.filter(({ name }) => /\.(png|jpe?g|gif|webp|svg)$/.test(name));
    assert.ok(pictures.length > 0);
    const bytes = sum(pictures.map((picture) => picture.bytes));
    assert.ok(bytes <= 600 * kibibyte, `${Math.round(bytes / kibibyte)} KiB`);
  });

  it('keeps the driver out of what is loaded on activation', () => {
    const speaksMysql = (file: string): boolean =>
      readFileSync(file, 'utf8').includes('caching_sha2_password');
    assert.equal(speaksMysql('dist/mysql.js'), true);
    assert.equal(speaksMysql('dist/extension.js'), false);
  });

  it('names no machine that built it', () => {
    for (const file of ['dist/extension.js', 'dist/mysql.js', 'dist/simulator.js']) {
      assert.ok(!readFileSync(file, 'utf8').includes(process.cwd()), file);
    }
  });
});
