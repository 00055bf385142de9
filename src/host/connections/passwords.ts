import type { ConnectionProfile } from '../../core/connection';
import { Emitter } from '../../core/event';
import type { Log } from '../../core/ports';
import { describeError } from '../failures';

/** What is needed of VS Code's secret storage. */
export interface SecretBox {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
}

/** Asks the person for a password; undefined when they did not want to answer. */
export type AskPassword = (
  profile: ConnectionProfile,
  why: 'notKnown' | 'refused',
) => Promise<string | undefined>;

/**
 * The passwords of the connections: in the editor's secret storage, or in memory, as each connection says.
 * Nothing that fails ever takes a stored password away; only a person's own change or removal does.
 */
export class Passwords {
  readonly #secrets: SecretBox;
  readonly #ask: AskPassword;
  readonly #log: Log;
  readonly #untilWindowCloses = new Map<string, string>();
  readonly #asking = new Map<string, Promise<string | undefined>>();
  readonly #notStored = new Emitter<ConnectionProfile>();

  /** Fires when the secret storage did not take a password, which is then kept until the window closes. */
  readonly onDidFailToStore = this.#notStored.event;

  constructor(secrets: SecretBox, ask: AskPassword, log: Log) {
    this.#secrets = secrets;
    this.#ask = ask;
    this.#log = log;
  }

  /** The password that is kept for the connection; undefined where none is. The empty password is one. */
  async known(profile: ConnectionProfile): Promise<string | undefined> {
    const remembered = this.#untilWindowCloses.get(profile.id);
    if (remembered !== undefined || profile.passwordKeeping !== 'stored') {
      return remembered;
    }
    try {
      return unwrap(await this.#secrets.get(keyOf(profile.id)));
    } catch (error) {
      this.#log.warn(`the secret storage did not give the password of a connection: ${describeError(error)}`);
      return undefined;
    }
  }

  /** Asks the person; several who need the same password at the same time share one question. */
  async ask(profile: ConnectionProfile, why: 'notKnown' | 'refused'): Promise<string | undefined> {
    const underWay = this.#asking.get(profile.id);
    if (underWay !== undefined) {
      return underWay;
    }
    const question = this.#ask(profile, why).finally(() => this.#asking.delete(profile.id));
    this.#asking.set(profile.id, question);
    return question;
  }

  /** Keeps a password that worked, or that a person saved, in the way that the connection says. */
  async keep(profile: ConnectionProfile, password: string): Promise<void> {
    switch (profile.passwordKeeping) {
      case 'stored':
        return this.#store(profile, password);
      case 'untilWindowCloses':
        this.#untilWindowCloses.set(profile.id, password);
        return this.#deleteSecret(profile.id);
      case 'askEveryTime':
        return this.forget(profile.id);
    }
  }

  /** The person changed how the password is kept: what is known moves along. */
  async move(before: ConnectionProfile, after: ConnectionProfile): Promise<void> {
    const password = await this.known(before);
    if (password !== undefined) {
      await this.keep(after, password);
    }
  }

  /** Takes away every trace of the connection's password. */
  async forget(id: string): Promise<void> {
    this.#untilWindowCloses.delete(id);
    await this.#deleteSecret(id);
  }

  async #store(profile: ConnectionProfile, password: string): Promise<void> {
    try {
      await this.#secrets.store(keyOf(profile.id), JSON.stringify({ password }));
      this.#untilWindowCloses.delete(profile.id);
    } catch (error) {
      this.#log.warn(`the secret storage did not take the password of a connection: ${describeError(error)}`);
      this.#untilWindowCloses.set(profile.id, password);
      this.#notStored.fire(profile);
    }
  }

  async #deleteSecret(id: string): Promise<void> {
    try {
      await this.#secrets.delete(keyOf(id));
    } catch (error) {
      this.#log.warn(
        `the secret storage did not delete the password of a connection: ${describeError(error)}`,
      );
    }
  }
}

function keyOf(id: string): string {
  return `obBackup.password.${id}`;
}

/** Wrapped, because some secret storages take an empty text for "nothing stored". What cannot be read is never quoted. */
function unwrap(stored: string | undefined): string | undefined {
  if (stored === undefined) {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(stored);
    return typeof value === 'object' &&
      value !== null &&
      'password' in value &&
      typeof value.password === 'string'
      ? value.password
      : undefined;
  } catch {
    return undefined;
  }
}
