/** What a place in the tree stands for. Ids are those of the server; nothing in it changes while the thing lives. */
export type Ref =
  | { readonly kind: 'cluster' }
  | { readonly kind: 'tenant'; readonly tenantId: bigint }
  /** `tenantId` is absent on 3.x, where the whole cluster has one log archive and one list of sets. */
  | { readonly kind: 'archive'; readonly tenantId: bigint | undefined }
  | { readonly kind: 'data'; readonly tenantId: bigint | undefined }
  | { readonly kind: 'round'; readonly tenantId: bigint | undefined; readonly roundId: bigint }
  /** 3.x: one tenant's part in a round. */
  | { readonly kind: 'roundTenant'; readonly roundId: bigint; readonly tenantId: bigint }
  | {
      readonly kind: 'piece';
      readonly tenantId: bigint;
      readonly roundId: bigint;
      readonly pieceId: bigint;
      readonly copyId: bigint | undefined;
    }
  | { readonly kind: 'set'; readonly tenantId: bigint | undefined; readonly setId: bigint }
  /** 3.x: one tenant's part in a set. */
  | {
      readonly kind: 'setTenant';
      readonly setId: bigint;
      readonly tenantId: bigint;
      readonly copyId: bigint | undefined;
    }
  /** Stands for a full set that is not among the sets read so far. */
  | { readonly kind: 'absentFull'; readonly tenantId: bigint; readonly setId: bigint }
  | { readonly kind: 'job'; readonly jobKey: string }
  | { readonly kind: 'jobTask'; readonly jobKey: string; readonly tenantId: bigint }
  /** A single figure, a hint or a problem; `name` is unique under its parent. */
  | { readonly kind: 'leaf'; readonly name: string };

/**
 * A place in the tree. VS Code recognises elements by identity, so that one is made per id and kept;
 * what it looks like is asked anew each time.
 */
export interface TreeElement {
  /** Unique in the whole tree, and the same after a refresh or a reload of the window. */
  readonly id: string;
  readonly clusterId: string;
  readonly parent: TreeElement | undefined;
  readonly ref: Ref;
}

/** The part of an element's id that its reference adds to its parent's. */
function refId(ref: Ref): string {
  switch (ref.kind) {
    case 'cluster':
      return 'cluster';
    case 'tenant':
      return `tenant:${ref.tenantId}`;
    case 'archive':
    case 'data':
      return ref.kind;
    case 'round':
      return `round:${ref.roundId}`;
    case 'roundTenant':
      return `tenant:${ref.tenantId}`;
    case 'piece':
      return `piece:${ref.pieceId}${copySuffix(ref.copyId)}`;
    case 'set':
      return `set:${ref.setId}`;
    case 'setTenant':
      return `tenant:${ref.tenantId}${copySuffix(ref.copyId)}`;
    case 'absentFull':
      return `absent:${ref.setId}`;
    case 'job':
      return `job:${ref.jobKey}`;
    case 'jobTask':
      return `task:${ref.tenantId}`;
    case 'leaf':
      return `leaf:${ref.name}`;
  }
}

function copySuffix(copyId: bigint | undefined): string {
  return copyId === undefined ? '' : `.${copyId}`;
}

/** Keeps one element per place. */
export class Elements {
  readonly #byId = new Map<string, TreeElement>();

  cluster(clusterId: string): TreeElement {
    return this.#keep(clusterId, clusterId, undefined, { kind: 'cluster' });
  }

  child(parent: TreeElement, ref: Ref): TreeElement {
    return this.#keep(`${parent.id}/${refId(ref)}`, parent.clusterId, parent, ref);
  }

  get(id: string): TreeElement | undefined {
    return this.#byId.get(id);
  }

  /** Lets go of everything that belongs to a cluster which is no longer listed. */
  forgetCluster(clusterId: string): void {
    for (const [id, element] of this.#byId) {
      if (element.clusterId === clusterId) {
        this.#byId.delete(id);
      }
    }
  }

  #keep(id: string, clusterId: string, parent: TreeElement | undefined, ref: Ref): TreeElement {
    const known = this.#byId.get(id);
    if (known !== undefined) {
      return known;
    }
    const made: TreeElement = { id, clusterId, parent, ref };
    this.#byId.set(id, made);
    return made;
  }
}
