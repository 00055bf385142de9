import type { StateBox } from './profileStore';

const KEY = 'obBackup.openClusters';

/** Remembers over a reload of the window which clusters were connected: ids only. */
export class OpenClusters {
  readonly #state: StateBox;

  constructor(state: StateBox) {
    this.#state = state;
  }

  get ids(): readonly string[] {
    const stored = this.#state.get(KEY);
    return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [];
  }

  async add(id: string): Promise<void> {
    if (!this.ids.includes(id)) {
      await this.#state.update(KEY, [...this.ids, id]);
    }
  }

  async remove(id: string): Promise<void> {
    if (this.ids.includes(id)) {
      await this.#state.update(
        KEY,
        this.ids.filter((other) => other !== id),
      );
    }
  }
}
