import { SimulatorProcess } from '../host/support/simulatorProcess';
import { startWorkbench, type Workbench } from '../support/workbench';

const STATE_WRITTEN_MS = 3_000;

describe('a window that is loaded again', function () {
  this.timeout(120_000);
  let workbench: Workbench;
  let simulator: SimulatorProcess;

  before(async () => {
    simulator = await SimulatorProcess.start(process.cwd(), { password: 'geheim' });
    workbench = await startWorkbench();
  });

  after(async () => {
    await workbench.stop();
    await simulator.stop();
  });

  it('connects by itself, with the stored password, what was connected before', async () => {
    const { page } = workbench;
    const form = page.locator('.quick-input-widget');
    const fill = async (name: string, text: string): Promise<void> => {
      await form.locator('.quick-input-list').getByRole('option', { name }).first().click();
      await form.locator('.quick-input-title', { hasText: name }).waitFor();
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
    };
    await workbench.openContainer();
    await workbench.command('OceanBase Backup: Add Connection…');
    await fill('Hosts', `127.0.0.1:${simulator.port}`);
    await fill('User', 'root@sys');
    await fill('Password', 'geheim');
    await fill('Name', 'Kept over a reload');
    await form.locator('.quick-input-list').getByRole('option', { name: 'Save and connect' }).click();
    const tree = page.getByRole('tree', { name: 'Clusters' });
    const cluster = tree.getByRole('treeitem', { name: /Kept over a reload.*4\.2\.5/ });
    await cluster.waitFor();
    // the browser's VS Code writes its state down a moment later; nobody reloads in the very instant
    await page.waitForTimeout(STATE_WRITTEN_MS);
    await page.reload();
    await page.locator('.monaco-workbench').waitFor();
    await workbench.openContainer();
    // the version is known only to a connected cluster; nobody was asked for a password
    await cluster.waitFor();
    await form.waitFor({ state: 'hidden' });
  });
});
