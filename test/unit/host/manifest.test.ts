import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import {
  CLUSTERS_VIEW,
  COMMANDS,
  CONTAINER,
  CONTEXT_KEYS,
  NODE_KINDS,
  NODE_WORDS,
  SETTINGS,
} from '../../../src/host/contributions';

const root = path.resolve(__dirname, '../../../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const menuItem = z.object({
  command: z.string(),
  when: z.optional(z.string()),
  group: z.optional(z.string()),
});
const manifestSchema = z.object({
  contributes: z.object({
    commands: z.array(z.object({ command: z.string(), title: z.string(), category: z.string() })),
    viewsContainers: z.object({ activitybar: z.array(z.object({ id: z.string(), icon: z.string() })) }),
    views: z.record(z.string(), z.array(z.object({ id: z.string(), name: z.string(), icon: z.string() }))),
    viewsWelcome: z.array(z.object({ view: z.string(), contents: z.string(), when: z.string() })),
    menus: z.record(z.string(), z.array(menuItem)),
    configuration: z.object({
      properties: z.record(
        z.string(),
        z.object({ default: z.number(), minimum: z.number(), maximum: z.number() }),
      ),
    }),
  }),
});
const words = z.record(z.string(), z.string());

const manifestText = read('package.json');
const { contributes } = manifestSchema.parse(JSON.parse(manifestText));
const english = words.parse(JSON.parse(read('package.nls.json')));
const chinese = words.parse(JSON.parse(read('package.nls.zh-cn.json')));
const menuItems = Object.values(contributes.menus).flat();
const whens = [...menuItems, ...contributes.viewsWelcome].flatMap(({ when }) => when ?? []);
const source = readdirSync(path.join(root, 'src/host'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && file !== 'contributions.ts')
  .map((file) => read(path.join('src/host', file)))
  .join('\n');

function sorted(values: Iterable<string>): readonly string[] {
  return [...values].sort();
}

describe('package.json and the code', () => {
  it('declare the same commands, in the same category', () => {
    assert.deepEqual(
      sorted(contributes.commands.map(({ command }) => command)),
      sorted(Object.keys(COMMANDS)),
    );
    assert.deepEqual(
      [...new Set(contributes.commands.map(({ category }) => category))],
      ['OceanBase Backup'],
    );
  });

  it('register a handler for every command', () => {
    const registered = [...source.matchAll(/registerCommand\(\s*'([^']+)'/g)].map(([, id]) => id ?? '');
    const tabled = Object.keys(COMMANDS).filter((id) => !registered.includes(id));
    const elsewhere = tabled.filter((id) => !source.includes(`'${id}'`));
    assert.deepEqual(elsewhere, []);
  });

  it('put into menus only commands that exist', () => {
    const unknown = menuItems.map(({ command }) => command).filter((command) => !(command in COMMANDS));
    assert.deepEqual(unknown, []);
  });

  it('declare the same settings, with the same defaults and bounds, and use each', () => {
    const { properties } = contributes.configuration;
    assert.deepEqual(sorted(Object.keys(properties)), sorted(Object.keys(SETTINGS)));
    for (const [id, bounds] of Object.entries(SETTINGS)) {
      const { default: byDefault, minimum, maximum } = properties[id] ?? {};
      assert.deepEqual({ default: byDefault, minimum, maximum }, bounds, id);
      assert.ok(source.includes(`'${id}'`), `${id} is not read`);
      assert.match(id, /(Seconds|Bytes|Count)$/, 'a unit in its name');
    }
  });

  it('declare the same container and view', () => {
    assert.deepEqual(
      contributes.viewsContainers.activitybar.map(({ id }) => id),
      [CONTAINER],
    );
    assert.deepEqual(
      contributes.views[CONTAINER]?.map(({ id }) => id),
      [CLUSTERS_VIEW],
    );
    assert.deepEqual([...new Set(contributes.viewsWelcome.map(({ view }) => view))], [CLUSTERS_VIEW]);
  });

  it('ask in `when` clauses only for context keys that are set, and set none that nobody asks for', () => {
    const asked = whens.flatMap((when) => when.match(/\bobBackup\.\w+/g) ?? []);
    assert.deepEqual(
      sorted(new Set(asked.filter((key) => key !== CLUSTERS_VIEW))),
      sorted(new Set<string>(CONTEXT_KEYS)),
    );
    for (const key of CONTEXT_KEYS) {
      assert.ok(source.includes(`'${key}'`), `${key} is never set`);
    }
  });

  it('ask in `when` clauses only for words that nodes can have', () => {
    const known = new Set<string>([...NODE_KINDS, ...NODE_WORDS]);
    const patterns = whens.flatMap((when) => [...when.matchAll(/viewItem =~ \/(.*?)\/(?= |$)/g)]);
    assert.ok(patterns.length > 10);
    for (const [, pattern = ''] of patterns) {
      assert.doesNotThrow(() => new RegExp(pattern));
      const unknown = (pattern.replaceAll('\\b', ' ').match(/[a-zA-Z]+/g) ?? []).filter(
        (word) => !known.has(word),
      );
      assert.deepEqual(unknown, [], pattern);
    }
  });

  it('offer in the palette no command that can do nothing without a node', () => {
    const hidden = new Set(
      contributes.menus['commandPalette']
        ?.filter(({ when }) => when === 'false')
        .map(({ command }) => command),
    );
    const needNode = Object.entries(COMMANDS).filter(([, target]) => target === 'node');
    const offered = needNode.map(([id]) => id).filter((id) => !hidden.has(id));
    // these ask where they were given none
    assert.deepEqual(sorted(offered), [
      'obBackup.backup.startFull',
      'obBackup.history.goTo',
      'obBackup.manual.open',
    ]);
  });
});

describe("package.json's words", () => {
  it('exist in English and in Chinese, each used', () => {
    const used = new Set([...manifestText.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key ?? ''));
    assert.deepEqual(sorted(Object.keys(english)), sorted(used));
    assert.deepEqual(sorted(Object.keys(chinese)), sorted(used));
  });

  it('are translated', () => {
    for (const [key, text] of Object.entries(chinese)) {
      assert.match(text, /[\u4e00-\u9fff]/, key);
      assert.notEqual(english[key]?.trim(), '', key);
    }
  });

  it('lead from the welcome to the same commands in both languages', () => {
    const commands = (text: string): readonly string[] =>
      [...text.matchAll(/\(command:([^)]+)\)/g)].map(([, id]) => id ?? '');
    for (const { contents } of contributes.viewsWelcome) {
      const key = contents.slice(1, -1);
      const led = commands(english[key] ?? '');
      assert.ok(led.length > 0);
      assert.deepEqual(commands(chinese[key] ?? ''), led);
      assert.ok(led.every((id) => id in COMMANDS));
    }
  });
});
