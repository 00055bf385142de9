import type { Row } from '../../columns';
import type { ViewContext } from '../../world';
import type { Cluster } from '../cluster';
import { CLUSTER_NAME, SERVERS } from '../topology';
import { gmtColumns, numbers, sysView, texts } from './catalogView';

type Fact = readonly [name: string, value: bigint, info: string];

function mergeStatus({ freezes }: Cluster): Fact {
  return freezes.isMerging ? ['merge_status', 1n, 'MERGING'] : ['merge_status', 0n, 'IDLE'];
}

function clusterFacts(cluster: Cluster): readonly Fact[] {
  const { frozenVersion, frozenMicros, isMerging } = cluster.freezes;
  return [
    ['cluster', 0n, CLUSTER_NAME],
    ['frozen_time', frozenMicros, ''],
    ['frozen_version', frozenVersion, ''],
    ['global_broadcast_version', frozenVersion, ''],
    ['is_merge_error', 0n, ''],
    ['last_merged_version', isMerging ? frozenVersion - 1n : frozenVersion, ''],
    mergeStatus(cluster),
    ['try_frozen_version', frozenVersion, ''],
  ];
}

function zoneFacts(cluster: Cluster): readonly Fact[] {
  const { frozenVersion, isMerging } = cluster.freezes;
  const merged = isMerging ? frozenVersion - 1n : frozenVersion;
  return [
    ['all_merged_version', merged, ''],
    ['broadcast_version', frozenVersion, ''],
    ['is_merging', isMerging ? 1n : 0n, ''],
    ['last_merged_version', merged, ''],
    mergeStatus(cluster),
    ['region', 0n, 'default_region'],
    ['status', 2n, 'ACTIVE'],
    ['zone_type', 0n, 'ReadWrite'],
  ];
}

/** `__all_zone`: `merge_status` tells whether a major freeze is still being merged. */
export const zones = sysView(
  '__all_zone',
  () => [
    ...gmtColumns,
    ...texts(128, 'zone'),
    ...texts(128, 'name'),
    ...numbers('value'),
    ...texts(4096, 'info'),
  ],
  (cluster, context) => [
    ...rowsOf('', clusterFacts(cluster), cluster, context),
    ...SERVERS.flatMap(({ zone }) => rowsOf(zone, zoneFacts(cluster), cluster, context)),
  ],
);

function rowsOf(
  zone: string,
  facts: readonly Fact[],
  cluster: Cluster,
  context: ViewContext,
): readonly Row[] {
  const gmt_create = context.formatTime(cluster.createdMicros);
  const gmt_modified = context.formatTime(cluster.freezes.frozenMicros);
  return facts.map(([name, value, info]) => ({ gmt_create, gmt_modified, zone, name, value, info }));
}
