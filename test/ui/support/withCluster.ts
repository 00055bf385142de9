import path from 'node:path';
import { SimulatorProcess } from '../../host/support/simulatorProcess';
import { startWorkbench, type Workbench, type WorkbenchOptions } from '../../support/workbench';
import { SidebarPage } from './sidebarPage';

/** A workbench whose extension was handed one simulated cluster, named `prod-shanghai`; time runs 60 times as fast. */
export async function withCluster(
  version: string,
  scenario: string,
  options: WorkbenchOptions,
  visit: (workbench: Workbench, sidebar: SidebarPage, simulator: SimulatorProcess) => Promise<void>,
): Promise<void> {
  const simulator = await SimulatorProcess.start(path.resolve('.'), { version, scenario, speed: 60 });
  const demo = {
    name: 'prod-shanghai',
    host: '127.0.0.1',
    port: simulator.port,
    user: 'root@sys',
    password: '',
    demo: true,
  };
  let workbench: Workbench | undefined;
  try {
    workbench = await startWorkbench({
      ...options,
      env: { OB_BACKUP_DEMO_CONNECTION: JSON.stringify(demo) },
    });
    const sidebar = new SidebarPage(workbench.page);
    // the extension opens its view and the cluster by itself: a demo that is handed over is there to be seen
    await sidebar.expanded(demo.name);
    await visit(workbench, sidebar, simulator);
  } catch (error) {
    await workbench?.screenshot(`failed-${version}-${scenario}-${options.locale ?? 'en'}`);
    throw error;
  } finally {
    await workbench?.stop();
    await simulator.stop();
  }
}
