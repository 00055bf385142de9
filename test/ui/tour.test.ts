import assert from 'node:assert/strict';
import type { SimulatorProcess } from '../host/support/simulatorProcess';
import { withCluster } from './support/withCluster';

/** What the two languages call the things that the tour passes. */
interface Words {
  readonly locale: 'en' | 'zh-cn';
  readonly logArchive: string;
  readonly dataBackups: string;
  readonly backupSets: string;
  readonly fullSet: string;
  readonly round: string;
  readonly archive3: string;
  readonly startFull: string;
  readonly refresh: string;
  readonly startDemo: string;
  readonly startButton: string;
  readonly running: RegExp;
  readonly completed: RegExp;
}

const ENGLISH: Words = {
  locale: 'en',
  logArchive: 'Log archive',
  dataBackups: 'Data backups',
  backupSets: 'Backup sets',
  fullSet: 'Full set',
  round: 'Round 1',
  archive3: 'Log archive',
  startFull: 'OceanBase Backup: Start Full Backup…',
  refresh: 'OceanBase Backup: Refresh',
  startDemo: 'OceanBase Backup: Start Demo Cluster',
  startButton: 'Start Backup',
  running: /shop (\d+ %|preparing)/,
  completed: /The full backup of shop is completed/,
};

const CHINESE: Words = {
  locale: 'zh-cn',
  logArchive: '日志归档',
  dataBackups: '数据备份',
  backupSets: '备份集',
  fullSet: '全量备份集',
  round: '归档轮次 1',
  archive3: '日志备份',
  startFull: 'OceanBase Backup: 发起全量备份…',
  refresh: 'OceanBase Backup: 刷新',
  startDemo: 'OceanBase Backup: 启动演示集群',
  startButton: '开始备份',
  running: /shop (\d+ %|准备中)/,
  completed: /shop 的全量备份已完成/,
};

/** How often a page of sets was read: a refresh reads those again that are open. */
async function setsRead(simulator: SimulatorProcess): Promise<number> {
  return [...(await simulator.ask('statements')).matchAll(/FROM oceanbase\.CDB_OB_BACKUP_SET_FILES/g)].length;
}

async function waitUntil(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('a tour through the packaged extension', function () {
  this.timeout(240_000);

  for (const [words, theme] of [
    [ENGLISH, 'dark'],
    [CHINESE, 'light'],
  ] as const) {
    it(`shows a 4.x cluster, backs up a tenant of it, and starts a demo of 3.x (${words.locale})`, async () => {
      const shot = (name: string): string => `4x-${name}-${words.locale}-${theme}`;
      await withCluster(
        '4.2.5',
        'healthy',
        { locale: words.locale, theme },
        async (workbench, sidebar, simulator) => {
          const { page } = workbench;
          await sidebar.open('prod-shanghai', 'shop', words.logArchive, words.round);
          await sidebar.widen(440);
          await sidebar.expand(words.dataBackups, `${words.fullSet} 8`);
          await workbench.screenshot(shot('tree'));

          await sidebar.row(`${words.fullSet} 8`).hover();
          await page.locator('.monaco-hover').filter({ hasText: 'SCN' }).waitFor();
          await workbench.screenshot(shot('tooltip'));

          await page.mouse.move(900, 300);
          await sidebar.row(`${words.fullSet} 8`).click();
          await sidebar.row(`${words.fullSet} 8`).getByRole('button').last().click();
          await page.locator('.view-lines').filter({ hasText: 'CDB_OB_BACKUP_SET_FILES' }).waitFor();
          await workbench.screenshot(shot('details'));

          const readings = await setsRead(simulator);
          await workbench.command(words.refresh);
          await waitUntil(async () => (await setsRead(simulator)) > readings);
          for (const open of ['prod-shanghai', 'shop', words.dataBackups]) {
            await sidebar.expanded(open);
          }
          await sidebar.selected(`${words.fullSet} 8`);

          await workbench.command(words.startFull);
          await page.locator('.quick-input-list').getByText('ledger', { exact: true }).waitFor();
          await workbench.screenshot(shot('choose'));
          await sidebar.tick('shop');
          await page.keyboard.press('Enter');
          await sidebar.dialog.waitFor();
          assert.match((await sidebar.dialog.textContent()) ?? '', /ALTER SYSTEM BACKUP TENANT = shop;/);
          await workbench.screenshot(shot('preview'));
          await sidebar.dialog.getByRole('button', { name: words.startButton }).click();

          await sidebar.statusBar.filter({ hasText: words.running }).waitFor();
          await workbench.screenshot(shot('running'));
          if (words.locale === 'en') {
            // the README's first picture
            await sidebar.expand(words.round, 'Piece 14');
            await workbench.screenshot('readme-sidebar');
            await sidebar.row(words.round).click();
          }
          await sidebar.statusBar.hover();
          await page.locator('.monaco-hover').filter({ hasText: 'shop' }).waitFor();
          await workbench.screenshot(shot('status'));
          await sidebar.toast(words.completed).waitFor({ timeout: 120_000 });
          await sidebar.row(`${words.fullSet} 16`).waitFor();
          await workbench.screenshot(shot('completed'));

          await sidebar.expand('prod-shanghai', 'shop');
          await sidebar.row('prod-shanghai').click();
          await workbench.command(words.startDemo);
          await page.locator('.quick-input-list').getByText('OceanBase 3.2.3').click();
          await sidebar.expand('demo-3', words.archive3);
          await sidebar.open('demo-3', words.archive3, words.round, 'trade', 'Piece 15');
          await sidebar.row(words.round).click();
          await sidebar.expand(words.backupSets, `${words.fullSet} 17`);
          await sidebar.expand(`${words.fullSet} 17`, 'members');
          await page.keyboard.press('Escape');
          await workbench.screenshot(`3x-tree-${words.locale}-${theme}`);
        },
      );
    });
  }
});
