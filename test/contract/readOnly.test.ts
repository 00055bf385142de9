import { readOnlyContract, type Target } from './support/readOnlyContract';
import { SimulatorProcess } from './support/simulatorProcess';

for (const [version, line] of [
  ['3.2.3', 3],
  ['4.2.5', 4],
] as const) {
  describe(`the simulator ${version}, asked what any OceanBase answers`, () => {
    let simulator: SimulatorProcess;
    before(async () => {
      simulator = await SimulatorProcess.start({ version, scenario: 'healthy' });
    });
    after(() => simulator.stop());

    readOnlyContract((): Target => {
      const address = { host: '127.0.0.1', port: simulator.port, user: 'root@sys', password: '' };
      return { address, line };
    });
  });
}
