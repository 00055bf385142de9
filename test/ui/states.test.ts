import assert from 'node:assert/strict';
import { withCluster } from './support/withCluster';

describe('clusters in trouble', function () {
  this.timeout(240_000);

  it('show an interrupted archive, the way out, a backup that is not possible, and a lost connection', async () => {
    const options = { theme: 'highContrastDark' } as const;
    await withCluster('4.2.5', 'interrupted', options, async (workbench, sidebar, simulator) => {
      const { page } = workbench;
      await sidebar.open('prod-shanghai', 'shop', 'Log archive', 'The archive is interrupted');
      await sidebar.widen(520);
      await sidebar.row('The archive is interrupted').click();
      await page
        .locator('.view-lines')
        .filter({ hasText: 'ALTER SYSTEM NOARCHIVELOG TENANT = shop' })
        .waitFor();
      await workbench.screenshot('4x-interrupted-en-highContrastDark');

      await workbench.command('OceanBase Backup: Start Full Backup…');
      await page.locator('.quick-input-list').getByText('shop', { exact: true }).waitFor();
      await sidebar.tick('shop');
      await page.keyboard.press('Enter');
      await sidebar.toast(/Nothing was sent\. shop: log archiving is not in status DOING/).waitFor();
      assert.equal(await sidebar.dialog.count(), 0, 'nothing is asked that cannot be done');
      await workbench.screenshot('4x-blocked-en-highContrastDark');

      await simulator.stop();
      await sidebar.row('prod-shanghai, Demo · connection lost').waitFor();
      await sidebar.statusBar.filter({ hasText: 'connection lost' }).waitFor();
      await workbench.screenshot('4x-lost-en-highContrastDark');
    });
  });

  it('show what an empty cluster lacks, and what leads on', async () => {
    const options = { theme: 'highContrastLight', locale: 'zh-cn' } as const;
    await withCluster('4.2.5', 'empty', options, async (workbench, sidebar) => {
      await sidebar.open('prod-shanghai', 'shop', '日志归档', '未设置归档目的端');
      await sidebar.widen(460);
      await sidebar.expand('数据备份', '未设置备份目的端');
      await sidebar.row('未设置备份目的端').click();
      const editor = workbench.page.locator('.view-lines');
      await editor.filter({ hasText: 'ALTER SYSTEM SET DATA_BACKUP_DEST' }).waitFor();
      await workbench.screenshot('4x-empty-zh-cn-highContrastLight');
    });
  });
});
