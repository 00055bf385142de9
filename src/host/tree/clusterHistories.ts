import type { Dialect, HistoryPoint, PageRequest } from '../../core/dialects/dialect';
import { BackupError } from '../../core/errors';
import type { ArchivePiece, ArchiveRound } from '../../core/model/archiveRound';
import type { BackupSet } from '../../core/model/backupSet';
import type { ClusterSnapshot } from '../../core/model/snapshot';
import type { Database } from '../../core/ports';
import type { HistoryKey } from './children';
import { History } from './history';
import type { Histories, HistoryList } from './scene';

/** The line to the server at this moment, if there is one. */
export type Line = () => { readonly dialect: Dialect; readonly database: Database } | undefined;

const NOTHING_READ = { list: undefined, error: undefined, loading: false } as const;

/** All histories of one cluster that somebody has looked at. */
export class ClusterHistories implements Histories {
  readonly #line: Line;
  readonly #rounds = new Map<string, History<ArchiveRound>>();
  readonly #pieces = new Map<string, History<ArchivePiece>>();
  readonly #sets = new Map<string, History<BackupSet>>();

  constructor(line: Line) {
    this.#line = line;
  }

  rounds(tenantId: bigint): HistoryList<ArchiveRound> {
    return this.#rounds.get(`${tenantId}`)?.state ?? NOTHING_READ;
  }

  pieces(tenantId: bigint, roundId: bigint): HistoryList<ArchivePiece> {
    return this.#pieces.get(`${tenantId}/${roundId}`)?.state ?? NOTHING_READ;
  }

  sets(tenantId: bigint): HistoryList<BackupSet> {
    return this.#sets.get(`${tenantId}`)?.state ?? NOTHING_READ;
  }

  /** Reads the first page unless that was done, or failed, before. */
  async open(key: HistoryKey): Promise<void> {
    await this.#history(key).open();
  }

  /**
   * Reads again what failed.
   *
   * @returns whether there was a failure
   */
  async retry(key: HistoryKey): Promise<boolean> {
    const history = this.#history(key);
    if (history.state.error === undefined) {
      return false;
    }
    history.forgetFailure();
    await history.open();
    return true;
  }

  async older(key: HistoryKey): Promise<void> {
    await this.#history(key).older();
  }

  /**
   * Starts a history at an id or a moment.
   *
   * @returns whether anything is there
   * @throws BackupError
   */
  async goTo(key: HistoryKey, point: HistoryPoint): Promise<boolean> {
    const { dialect, database } = this.#connected();
    const olderThan =
      key.kind === 'pieces'
        ? await dialect.locatePiece(database, key.tenantId, key.roundId, point)
        : await dialect.locateSet(database, key.tenantId, point);
    if (olderThan === undefined) {
      return false;
    }
    await this.#history(key).startAt(olderThan);
    return true;
  }

  /** Reads the newest page of everything again that has been looked at. */
  async refreshAll(): Promise<void> {
    for (const history of this.#all()) {
      history.forgetFailure();
      await history.refresh(true);
    }
  }

  /**
   * Tries again what failed, for instance after a connection came back.
   *
   * @returns whether anything was read
   */
  async retryFailed(): Promise<boolean> {
    const failed = this.#all().filter(({ state }) => state.error !== undefined);
    for (const history of failed) {
      history.forgetFailure();
      await history.refresh(false);
    }
    return failed.length > 0;
  }

  /**
   * Reads again what a new snapshot shows to have moved, and nothing else: the sets of tenants whose jobs came
   * or went, the rounds and pieces of tenants whose current round or piece is another one.
   *
   * @returns whether anything was read
   */
  async follow(before: ClusterSnapshot, after: ClusterSnapshot): Promise<boolean> {
    const jobs = differing(jobMarks(before), jobMarks(after));
    const rounds = differing(roundMarks(before), roundMarks(after));
    const whole = this.#line()?.dialect.line === 3;
    const due = [
      ...below(this.#sets, jobs, whole),
      ...below(this.#rounds, rounds, whole),
      ...below(this.#pieces, rounds, false),
    ];
    for (const history of due) {
      await history.refresh(false);
    }
    return due.length > 0;
  }

  #all(): readonly {
    state: HistoryList<unknown>;
    forgetFailure(): void;
    refresh(restart: boolean): Promise<void>;
  }[] {
    return [...this.#rounds.values(), ...this.#pieces.values(), ...this.#sets.values()];
  }

  #history(key: HistoryKey): History<ArchiveRound> | History<ArchivePiece> | History<BackupSet> {
    switch (key.kind) {
      case 'rounds':
        return kept(this.#rounds, `${key.tenantId}`, () => this.#makeRounds(key.tenantId));
      case 'sets':
        return kept(this.#sets, `${key.tenantId}`, () => this.#makeSets(key.tenantId));
      case 'pieces':
        return kept(this.#pieces, `${key.tenantId}/${key.roundId}`, () =>
          this.#makePieces(key.tenantId, key.roundId),
        );
    }
  }

  #makeRounds(tenantId: bigint): History<ArchiveRound> {
    return new History({
      read: async (olderThan) => {
        const { dialect, database } = this.#connected();
        return dialect.readRounds(database, tenantId, request(olderThan));
      },
      idOf: ({ roundId }) => roundId,
      keyOf: (round) => `${round.tenantId}/${round.roundId}`,
    });
  }

  #makePieces(tenantId: bigint, roundId: bigint): History<ArchivePiece> {
    return new History({
      read: async (olderThan) => {
        const { dialect, database } = this.#connected();
        return dialect.readPieces(database, tenantId, roundId, request(olderThan));
      },
      idOf: ({ pieceId }) => pieceId,
      keyOf: ({ pieceId, copyId }) => `${pieceId}/${copyId ?? ''}`,
    });
  }

  #makeSets(tenantId: bigint): History<BackupSet> {
    return new History({
      read: async (olderThan) => {
        const { dialect, database } = this.#connected();
        return dialect.readSets(database, tenantId, request(olderThan));
      },
      idOf: ({ setId }) => setId,
      keyOf: (set) => `${set.setId}/${set.tenantId}/${set.copyId ?? ''}`,
    });
  }

  #connected(): { readonly dialect: Dialect; readonly database: Database } {
    const line = this.#line();
    if (line === undefined) {
      throw new BackupError('connectionLost', 'not connected');
    }
    return line;
  }
}

function kept<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) {
    return known;
  }
  const made = make();
  map.set(key, made);
  return made;
}

function request(olderThan: bigint | undefined): PageRequest {
  return olderThan === undefined ? {} : { olderThan };
}

type Refreshed = { refresh(restart: boolean): Promise<void> };

/** The histories of these tenants; on 3.x sets and rounds are of the whole cluster. */
function below(
  histories: ReadonlyMap<string, Refreshed>,
  tenantIds: ReadonlySet<bigint>,
  whole: boolean,
): readonly Refreshed[] {
  if (tenantIds.size === 0) {
    return [];
  }
  return [...histories]
    .filter(([key]) => whole || tenantIds.has(BigInt(key.split('/')[0] ?? '')))
    .map(([, history]) => history);
}

function differing(before: Marks, after: Marks): ReadonlySet<bigint> {
  const tenants = new Set([...before.keys(), ...after.keys()]);
  return new Set([...tenants].filter((tenant) => before.get(tenant) !== after.get(tenant)));
}

type Marks = ReadonlyMap<bigint, string>;

function jobMarks({ jobs }: ClusterSnapshot): Marks {
  const marks = new Map<bigint, string>();
  for (const { key, state, setId, tenantId } of jobs.known ? jobs.value : []) {
    marks.set(tenantId, `${marks.get(tenantId) ?? ''} ${key}=${state}:${setId ?? ''}`);
  }
  return marks;
}

function roundMarks({ currentRounds }: ClusterSnapshot): Marks {
  const rounds = currentRounds.known ? currentRounds.value : [];
  return new Map(
    rounds.map(({ tenantId, roundId, currentPieceId, state }) => [
      tenantId,
      `${roundId}/${currentPieceId ?? ''}=${state}`,
    ]),
  );
}
