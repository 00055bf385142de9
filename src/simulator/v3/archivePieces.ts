import { dateNumber } from './instants';

type PieceStatus = 'ACTIVE' | 'FREEZING' | 'FROZEN';

type FileStatus = 'AVAILABLE' | 'DELETING' | 'DELETED';

/** A slice of one round's log of one tenant. */
export interface ArchivePiece {
  readonly tenantId: bigint;
  readonly roundId: bigint;
  /** 0: pieces are not switched. */
  readonly pieceId: bigint;
  /** The tenant's first piece of the round. */
  readonly startPieceId: bigint;
  /** `yyyymmdd`. */
  readonly createDate: bigint;
  /** 0 until the previous piece is frozen: only then the server knows where this one begins. */
  readonly startMicros: bigint;
  readonly status: PieceStatus;
  readonly fileStatus: FileStatus;
  /** Archived up to; undefined while it follows the tenant's own checkpoint. */
  readonly checkpointMicros?: bigint;
  /** The end; undefined while open. */
  readonly maxMicros?: bigint;
}

const keyOf = (tenantId: bigint, roundId: bigint, pieceId: bigint): string =>
  `${tenantId}/${roundId}/${pieceId}`;

/** All pieces ever made, in the order in which they were made. */
export class ArchivePieces {
  readonly #pieces = new Map<string, ArchivePiece>();
  #greatestId = 0n;

  /** Piece ids count over all rounds of the cluster. */
  nextId(): bigint {
    this.#greatestId += 1n;
    return this.#greatestId;
  }

  all(): readonly ArchivePiece[] {
    return [...this.#pieces.values()];
  }

  /** Opens a piece for a tenant; `startMicros` 0 where its beginning is not yet known. */
  open(
    place: Pick<ArchivePiece, 'tenantId' | 'roundId' | 'pieceId' | 'startPieceId'>,
    startMicros: bigint,
    atMicros: bigint,
  ): void {
    this.#put({
      ...place,
      createDate: dateNumber(atMicros),
      startMicros,
      status: 'ACTIVE',
      fileStatus: 'AVAILABLE',
    });
  }

  /** The active piece becomes one that waits until the servers have left it. */
  beginFreezing(tenantId: bigint, roundId: bigint, pieceId: bigint, checkpointMicros: bigint): void {
    this.#change(tenantId, roundId, pieceId, (piece) => ({ ...piece, status: 'FREEZING', checkpointMicros }));
  }

  /** Closes a piece that was waiting, and lets the next one begin where it ends. */
  endFreezing(tenantId: bigint, roundId: bigint, pieceId: bigint, maxMicros: bigint): void {
    this.#change(tenantId, roundId, pieceId, (piece) => ({ ...piece, status: 'FROZEN', maxMicros }));
    this.#change(tenantId, roundId, pieceId + 1n, (piece) => ({ ...piece, startMicros: maxMicros }));
  }

  /** Closes the last piece of a tenant's round, and one that was still waiting before it. */
  close(tenantId: bigint, roundId: bigint, checkpointMicros: bigint, maxMicros: bigint): void {
    for (const piece of this.#pieces.values()) {
      if (piece.tenantId !== tenantId || piece.roundId !== roundId || piece.status === 'FROZEN') {
        continue;
      }
      if (piece.status === 'FREEZING') {
        this.endFreezing(tenantId, roundId, piece.pieceId, maxMicros);
      } else {
        this.#change(tenantId, roundId, piece.pieceId, (active) => {
          return { ...active, status: 'FROZEN', checkpointMicros, maxMicros };
        });
      }
    }
  }

  /** Changes the file status of frozen pieces, all of them or those that end by `endMicros`. */
  mark(from: FileStatus, to: FileStatus, endMicros?: bigint): void {
    for (const piece of this.#pieces.values()) {
      const isMeant =
        endMicros === undefined || (piece.maxMicros !== undefined && piece.maxMicros <= endMicros);
      if (piece.status === 'FROZEN' && piece.fileStatus === from && isMeant) {
        this.#put({ ...piece, fileStatus: to });
      }
    }
  }

  find(tenantId: bigint, roundId: bigint, pieceId: bigint): ArchivePiece | undefined {
    return this.#pieces.get(keyOf(tenantId, roundId, pieceId));
  }

  #change(
    tenantId: bigint,
    roundId: bigint,
    pieceId: bigint,
    change: (piece: ArchivePiece) => ArchivePiece,
  ): void {
    const piece = this.find(tenantId, roundId, pieceId);
    if (piece !== undefined) {
      this.#put(change(piece));
    }
  }

  #put(piece: ArchivePiece): void {
    this.#pieces.set(keyOf(piece.tenantId, piece.roundId, piece.pieceId), piece);
  }
}
