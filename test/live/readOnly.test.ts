import { readingContract } from '../contract/support/clusterContract';
import { DriverClient } from '../contract/support/driverClient';
import { readOnlyContract, type Target } from '../contract/support/readOnlyContract';
import { liveAddress } from './support';

describe('a real cluster, asked what any OceanBase answers', () => {
  let target: Target;
  before(async () => {
    const address = liveAddress();
    const client = await DriverClient.open(address);
    const comment = String(await client.value('SELECT @@version_comment'));
    client.close();
    target = { address, line: Number(/(\d+)\./.exec(comment)?.[1]) };
  });

  readOnlyContract(() => target);
});

describe('a real cluster, read as the extension reads it', () => {
  readingContract(liveAddress);
});
