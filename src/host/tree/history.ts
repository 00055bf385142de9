import type { Page } from '../../core/dialects/dialect';
import { firstPage, type PagedList, withNewestPage, withOlderPage } from './pagedList';
import type { HistoryList } from './scene';

/** How a kind of history is read and its entries are told apart. */
export interface HistorySource<T> {
  /** Reads the page of what is older than an id, or the newest one. */
  read(olderThan: bigint | undefined): Promise<Page<T>>;
  /** What pages are cut by: all rows of one id are in one page. */
  idOf(item: T): bigint;
  /** Unique in the history. */
  keyOf(item: T): string;
}

/**
 * One history as far as somebody has looked at it. Its reads run one after the other, so that a page which
 * comes late never overwrites what came after it.
 */
export class History<T> {
  readonly #source: HistorySource<T>;
  #list: PagedList<T> | undefined;
  #error: unknown;
  #tail: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(source: HistorySource<T>) {
    this.#source = source;
  }

  get state(): HistoryList<T> {
    return { list: this.#list, error: this.#error, loading: this.#waiting > 0 };
  }

  /** Reads the newest page if nothing was read yet. What failed is not tried again before somebody asks for it. */
  async open(): Promise<void> {
    await this.#run(async () => {
      if (this.#list !== undefined || this.#error !== undefined) {
        return false;
      }
      this.#list = firstPage(await this.#source.read(undefined));
      return true;
    });
  }

  /** Lets {@link open} try again after a failure. */
  forgetFailure(): void {
    this.#error = undefined;
  }

  /** Adds the next older page. */
  async older(): Promise<void> {
    await this.#run(async () => {
      const list = this.#list;
      if (list?.olderThan === undefined) {
        return false;
      }
      const page = await this.#source.read(list.olderThan);
      this.#list = withOlderPage(list, page, (item) => this.#source.keyOf(item));
      return true;
    });
  }

  /**
   * Reads the newest page again and keeps the older ones. A list that was started by a jump stays where it is,
   * unless `restart` asks for the newest entries.
   */
  async refresh(restart: boolean): Promise<void> {
    await this.#run(async () => {
      const list = this.#list;
      if (list?.jumped === true && !restart) {
        return false;
      }
      const page = await this.#source.read(undefined);
      this.#list =
        list === undefined || list.jumped
          ? firstPage(page)
          : withNewestPage(list, page, (item) => this.#source.idOf(item));
      return true;
    });
  }

  /** Starts the list afresh at an older point. */
  async startAt(olderThan: bigint): Promise<void> {
    await this.#run(async () => {
      this.#list = firstPage(await this.#source.read(olderThan), true);
      return true;
    });
  }

  /**
   * A failure is kept to be shown in its place, until a read succeeds; it never empties what was read before.
   *
   * @param act resolves with whether it read anything
   */
  async #run(act: () => Promise<boolean>): Promise<void> {
    this.#waiting += 1;
    const turn = this.#tail.then(async () => {
      try {
        if (await act()) {
          this.#error = undefined;
        }
      } catch (error) {
        this.#error = error;
      } finally {
        this.#waiting -= 1;
      }
    });
    this.#tail = turn;
    await turn;
  }
}
