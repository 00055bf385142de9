/** A server of the simulated cluster. */
export interface Server {
  readonly id: bigint;
  readonly zone: string;
  readonly ip: string;
  /** RPC port, as the dictionary shows it. */
  readonly port: number;
  /** The port that clients connect to. */
  readonly sqlPort: number;
  readonly withRootService: boolean;
}

export const CLUSTER_NAME = 'obcluster';
export const CLUSTER_ID = 1n;

/** Three zones with one server each. */
export const SERVERS: readonly Server[] = [
  { id: 1n, zone: 'zone1', ip: '10.0.0.11', port: 2882, sqlPort: 2881, withRootService: true },
  { id: 2n, zone: 'zone2', ip: '10.0.0.12', port: 2882, sqlPort: 2881, withRootService: false },
  { id: 3n, zone: 'zone3', ip: '10.0.0.13', port: 2882, sqlPort: 2881, withRootService: false },
];
