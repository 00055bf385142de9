import type { Disposable } from './disposable';

/** Adds a listener; disposing of the result removes it. The shape is that of VS Code's events. */
export type Event<T> = (listener: (event: T) => void) => Disposable;

/** Fires one kind of event to its listeners, in the order in which they came. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(event: T) => void>();

  readonly event: Event<T> = (listener) => {
    // a wrapper of its own, so that one function may listen twice
    const entry = (event: T): void => listener(event);
    this.#listeners.add(entry);
    return { dispose: () => this.#listeners.delete(entry) };
  };

  fire(event: T): void {
    for (const listener of [...this.#listeners]) {
      listener(event);
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
