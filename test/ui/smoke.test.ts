import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { startWorkbench, type Workbench } from '../support/workbench';

describe('the packaged extension in a browser', () => {
  let workbench: Workbench | undefined;

  afterEach(async function () {
    this.timeout(30_000);
    await workbench?.stop();
    workbench = undefined;
  });

  it('shows its icon and its view', async function () {
    this.timeout(120_000);
    workbench = await startWorkbench({ theme: 'dark' });
    await workbench.openContainer();
    await workbench.page
      .getByRole('button', { name: 'Clusters Section' })
      .or(workbench.page.getByText('Clusters'))
      .first()
      .waitFor();
    assert.ok(existsSync(await workbench.screenshot('smoke-en')));
  });

  it('speaks Chinese where VS Code does', async function () {
    this.timeout(120_000);
    workbench = await startWorkbench({ locale: 'zh-cn', theme: 'light' });
    assert.equal(workbench.language, 'zh-cn');
    await workbench.openContainer();
    await workbench.page.getByText('集群').first().waitFor();
    assert.ok(existsSync(await workbench.screenshot('smoke-zh-cn')));
  });
});
