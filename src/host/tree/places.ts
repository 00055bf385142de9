import type { ClustersView } from './clustersView';
import type { ClusterTree } from './clusterTree';
import type { Ref, TreeElement } from './element';

/** Where the sets of a tenant (or of the cluster on 3.x) stand. */
export function dataPlace(
  tree: ClusterTree,
  clusterId: string,
  tenantId: bigint | undefined,
): readonly Ref[] {
  const dialect = tree.branch(clusterId)?.scene()?.dialect;
  if (dialect === undefined || dialect.line === 3) {
    return [{ kind: 'data', tenantId: undefined }];
  }
  const own = tenantId ?? dialect.identity.tenantId;
  return dialect.scope === 'tenant'
    ? [{ kind: 'data', tenantId: own }]
    : [
        { kind: 'tenant', tenantId: own },
        { kind: 'data', tenantId: own },
      ];
}

/** Draws the way to a place, step by step, as a person would expand it. Absent where a step is not there. */
export async function walkTo(
  tree: ClusterTree,
  clusterId: string,
  refs: readonly Ref[],
): Promise<TreeElement | undefined> {
  let place = tree.clusterElement(clusterId);
  for (const ref of refs) {
    const wanted = tree.childElement(place, ref);
    const children = await tree.getChildren(place);
    if (!children.some(({ id }) => id === wanted.id)) {
      return undefined;
    }
    place = wanted;
  }
  return place;
}

/** Brings a place into sight, as far as the way to it exists. */
export async function revealPlace(
  tree: ClusterTree,
  view: ClustersView,
  clusterId: string,
  refs: readonly Ref[],
): Promise<TreeElement | undefined> {
  await tree.getChildren();
  const place = await walkTo(tree, clusterId, refs);
  if (place !== undefined) {
    await view.reveal(place, { expand: false });
  }
  return place;
}
