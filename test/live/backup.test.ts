import { backupContract } from '../contract/support/clusterContract';
import { liveAddress } from './support';

// A backup is taken only of a cluster that was given for it: `OB_TEST_TENANT` names the tenant on 4.x.
if (process.env['OB_TEST_WRITES'] === '1') {
  describe('a full backup of a real cluster', () => {
    backupContract(liveAddress, process.env['OB_TEST_TENANT']);
  });
}
