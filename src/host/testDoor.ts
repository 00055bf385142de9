import type { Disposable } from '../core/disposable';
import type { Clusters } from './connections/clusters';
import type { Passwords } from './connections/passwords';
import type { ProfileStore } from './connections/profileStore';
import type { Dialogs } from './dialogs';
import type { OutputLog } from './log';
import type { Sidebar } from './sidebar';

/** With this variable set to `1`, `activate` returns a {@link TestDoor}. */
export const TEST_DOOR_VARIABLE = 'OB_BACKUP_TEST_DOOR';

/**
 * What tests inside VS Code get of the running extension. VS Code refuses every modal dialog in a test run, so the
 * door lets a test answer in the person's place. It replaces the person, never the checks: everything that asks and
 * everything that judges the answer is the same code, and nothing else can be exchanged.
 */
export interface TestDoor {
  readonly dialogs: ReplaceableDialogs;
  readonly clusters: Clusters;
  readonly store: ProfileStore;
  readonly passwords: Passwords;
  readonly sidebar: Sidebar;
  readonly onDidLog: (listener: (line: string) => void) => Disposable;
}

export function openTestDoor(log: OutputLog, parts: Omit<TestDoor, 'onDidLog'>): TestDoor {
  return { ...parts, onDidLog: log.onDidWrite };
}

/** Passes every question on to whoever answers at the moment. */
export class ReplaceableDialogs implements Dialogs {
  #answering: Dialogs;

  constructor(answering: Dialogs) {
    this.#answering = answering;
  }

  /** From now on this one answers; disposing of the result gives the place back. */
  replace(answering: Dialogs): Disposable {
    const before = this.#answering;
    this.#answering = answering;
    return {
      dispose: () => {
        this.#answering = before;
      },
    };
  }

  readonly pick: Dialogs['pick'] = async (request) => this.#answering.pick(request);
  readonly pickMany: Dialogs['pickMany'] = async (request) => this.#answering.pickMany(request);
  readonly input: Dialogs['input'] = async (request) => this.#answering.input(request);
  readonly openFile: Dialogs['openFile'] = async (request) => this.#answering.openFile(request);
  readonly confirm: Dialogs['confirm'] = async (request) => this.#answering.confirm(request);
  readonly notify: Dialogs['notify'] = async (request) => this.#answering.notify(request);
  readonly progress: Dialogs['progress'] = async (request, task) => this.#answering.progress(request, task);
}
