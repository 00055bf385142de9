import type { ConnectionProfile } from '../../core/connection';
import { readProfile } from './profile';

const KEY = 'obBackup.connections';
const VERSION = 1;

/** What the store needs of VS Code's global state. */
export interface StateBox {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** A stored entry that cannot be used. It stays where it is until a version that can read it comes, or a person removes it. */
export interface BrokenEntry {
  /** Name or id where one could be read. */
  readonly label: string | undefined;
  readonly reason: string;
}

export interface StoredConnections {
  readonly profiles: readonly ConnectionProfile[];
  readonly broken: readonly BrokenEntry[];
}

/**
 * Connections without their secrets, in VS Code's global state: of this computer and this user, never in a
 * workspace's files. What was written by a newer version, or is damaged, is reported and never overwritten.
 */
export class ProfileStore {
  readonly #state: StateBox;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(state: StateBox) {
    this.#state = state;
  }

  read(): StoredConnections {
    const entries = this.#entries();
    if (entries === undefined) {
      return { profiles: [], broken: [{ label: undefined, reason: 'written by a newer version' }] };
    }
    const profiles: ConnectionProfile[] = [];
    const broken: BrokenEntry[] = [];
    for (const entry of entries) {
      const read = readProfile(entry);
      const twin = read.ok && profiles.some(({ id }) => id === read.profile.id);
      if (read.ok && !twin) {
        profiles.push(read.profile);
      } else {
        broken.push({ label: labelOf(entry), reason: read.ok ? 'id used twice' : read.reason });
      }
    }
    return { profiles, broken };
  }

  /** Adds the connection, or puts it in the place of the one with its id. */
  async save(profile: ConnectionProfile): Promise<void> {
    const { demo: _never, ...stored } = profile;
    await this.#change((entries) =>
      entries.some((entry) => idOf(entry) === profile.id)
        ? entries.map((entry) => (idOf(entry) === profile.id ? stored : entry))
        : [...entries, stored],
    );
  }

  async remove(id: string): Promise<void> {
    await this.#change((entries) => entries.filter((entry) => idOf(entry) !== id));
  }

  /** One change at a time: each reads what the one before has written. */
  async #change(change: (entries: readonly unknown[]) => readonly unknown[]): Promise<void> {
    const turn = this.#writing.then(async () => {
      const entries = this.#entries();
      if (entries === undefined) {
        throw new Error('the stored connections were written by a newer version and are left as they are');
      }
      await this.#state.update(KEY, { version: VERSION, profiles: change(entries) });
    });
    this.#writing = turn.catch(() => undefined);
    await turn;
  }

  /** Undefined where a newer version has written. */
  #entries(): readonly unknown[] | undefined {
    const stored = this.#state.get(KEY);
    if (typeof stored !== 'object' || stored === null) {
      return [];
    }
    const version = 'version' in stored ? stored.version : undefined;
    if (typeof version === 'number' && version > VERSION) {
      return undefined;
    }
    return 'profiles' in stored && Array.isArray(stored.profiles) ? stored.profiles : [];
  }
}

function idOf(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : undefined;
}

function labelOf(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null) {
    return undefined;
  }
  const name = 'name' in entry ? entry.name : undefined;
  const id = idOf(entry);
  return [name, id].find((text): text is string => typeof text === 'string' && text !== '');
}
