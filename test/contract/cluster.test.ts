import { backupContract, readingContract } from './support/clusterContract';
import type { Address } from './support/driverClient';
import { SimulatorProcess } from './support/simulatorProcess';

/** A backup of 4.x's `billing` and one of a whole 3.x cluster end within seconds at this speed. */
const SPEED = 300;

for (const version of ['3.2.3', '4.2.5']) {
  for (const scenario of ['empty', 'healthy', 'running', 'interrupted']) {
    describe(`the scenario ${scenario} of a simulated ${version}, read as the extension reads any cluster`, () => {
      let simulator: SimulatorProcess;
      before(async () => {
        simulator = await SimulatorProcess.start({ version, scenario });
      });
      after(() => simulator.stop());
      readingContract(() => address(simulator));
    });
  }

  describe(`a full backup of a simulated ${version} in a process of its own`, () => {
    let simulator: SimulatorProcess;
    before(async () => {
      simulator = await SimulatorProcess.start({ version, scenario: 'healthy', speed: SPEED });
    });
    after(() => simulator.stop());
    backupContract(() => address(simulator), 'billing');
  });
}

function address({ port }: SimulatorProcess): Address {
  return { host: '127.0.0.1', port, user: 'root@sys', password: '' };
}
