import { pieceNodes, roundTenantNodes } from './archiveNodes';
import { currentRoundsOf } from './archiveState';
import type { TreeElement } from './element';
import { taskNodes } from './jobNodes';
import { historyNodes } from './listNodes';
import { historyTenant, type Scene } from './scene';
import { archiveChildren, dataChildren, freshened } from './sectionChildren';
import { clusterSections, tenantSections } from './sectionNodes';
import { incrementalNodes, setTenantNodes } from './setNodes';
import type { TreeNode } from './treeNode';

/** What stands under a place in the tree of a cluster that has been read. Pure: nothing is asked of the server here. */
export function childrenOf(element: TreeElement, scene: Scene): readonly TreeNode[] {
  const { ref } = element;
  switch (ref.kind) {
    case 'cluster':
      return clusterSections(scene);
    case 'tenant':
      return tenantSections(scene, ref.tenantId);
    case 'archive':
      return archiveChildren(scene, ref.tenantId);
    case 'data':
      return dataChildren(scene, ref.tenantId);
    case 'round':
      return ref.tenantId === undefined
        ? roundTenantNodes(
            freshened(itemsOf(scene, undefined), currentRoundsOf(scene.snapshot, undefined) ?? []),
            scene,
            ref.roundId,
          )
        : piecesOf(scene, ref.tenantId, ref.roundId);
    case 'roundTenant':
      return piecesOf(scene, ref.tenantId, ref.roundId);
    case 'set':
      return ref.tenantId === undefined
        ? setTenantNodes(setsOf(scene, undefined), scene, ref.setId)
        : incrementalNodes(setsOf(scene, ref.tenantId), scene, ref.setId);
    case 'absentFull':
      return incrementalNodes(setsOf(scene, ref.tenantId), scene, ref.setId);
    case 'job':
      return jobTasks(scene, ref.jobKey);
    case 'piece':
    case 'setTenant':
    case 'jobTask':
    case 'leaf':
      return [];
  }
}

/** A history that a place shows: what must be read before its children can be drawn. */
export type HistoryKey =
  | { readonly kind: 'rounds' | 'sets'; readonly tenantId: bigint }
  | { readonly kind: 'pieces'; readonly tenantId: bigint; readonly roundId: bigint };

/** The history that stands under a place, if any. */
export function historyUnder(element: TreeElement): HistoryKey | undefined {
  const { ref } = element;
  switch (ref.kind) {
    case 'archive':
      return { kind: 'rounds', tenantId: historyTenant(ref.tenantId) };
    case 'data':
      return { kind: 'sets', tenantId: historyTenant(ref.tenantId) };
    case 'round':
      return ref.tenantId === undefined
        ? undefined
        : { kind: 'pieces', tenantId: ref.tenantId, roundId: ref.roundId };
    case 'roundTenant':
      return { kind: 'pieces', tenantId: ref.tenantId, roundId: ref.roundId };
    case 'cluster':
    case 'tenant':
    case 'piece':
    case 'set':
    case 'setTenant':
    case 'absentFull':
    case 'job':
    case 'jobTask':
    case 'leaf':
      return undefined;
  }
}

function piecesOf(scene: Scene, tenantId: bigint, roundId: bigint): readonly TreeNode[] {
  return historyNodes(
    scene.histories.pieces(tenantId, roundId),
    (items) => pieceNodes(items, scene),
    () => [],
  );
}

function itemsOf(scene: Scene, tenantId: bigint | undefined) {
  return scene.histories.rounds(historyTenant(tenantId)).list?.items ?? [];
}

function setsOf(scene: Scene, tenantId: bigint | undefined) {
  return scene.histories.sets(historyTenant(tenantId)).list?.items ?? [];
}

function jobTasks(scene: Scene, jobKey: string): readonly TreeNode[] {
  const { jobs } = scene.snapshot;
  const job = jobs.known ? jobs.value.find(({ key }) => key === jobKey) : undefined;
  return job === undefined ? [] : taskNodes(job, scene);
}
