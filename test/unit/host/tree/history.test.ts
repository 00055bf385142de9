import assert from 'node:assert/strict';
import type { Page } from '../../../../src/core/dialects/dialect';
import { History } from '../../../../src/host/tree/history';

/** A history of which each read is answered when the test says so. */
class SlowSource {
  readonly asked: (bigint | undefined)[] = [];
  readonly #answers: { resolve(page: Page<bigint>): void; reject(error: Error): void }[] = [];

  read(olderThan: bigint | undefined): Promise<Page<bigint>> {
    this.asked.push(olderThan);
    return new Promise((resolve, reject) => this.#answers.push({ resolve, reject }));
  }

  idOf(id: bigint): bigint {
    return id;
  }

  keyOf(id: bigint): string {
    return `${id}`;
  }

  async answer(items: readonly bigint[], olderThan?: bigint): Promise<void> {
    await turn();
    this.#answers.shift()?.resolve({ items, olderThan, problems: [] });
    await turn();
  }

  async fail(): Promise<void> {
    await turn();
    this.#answers.shift()?.reject(new Error('refused'));
    await turn();
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a history', () => {
  it('reads its first page once, however many ask for it at the same time', async () => {
    const source = new SlowSource();
    const history = new History(source);
    const both = Promise.all([history.open(), history.open()]);
    await source.answer([2n, 1n]);
    await both;
    assert.deepEqual(source.asked, [undefined]);
    assert.deepEqual(history.state.list?.items, [2n, 1n]);
  });

  it('keeps what it has when a read fails, and does not try again by itself', async () => {
    const source = new SlowSource();
    const history = new History(source);
    const opening = history.open();
    await source.answer([2n, 1n], 1n);
    await opening;
    const refreshing = history.refresh(false);
    await source.fail();
    await refreshing;
    assert.deepEqual(history.state.list?.items, [2n, 1n]);
    assert.ok(history.state.error instanceof Error);
    await history.open();
    assert.equal(source.asked.length, 2);
    assert.ok(history.state.error instanceof Error, 'shown until a read succeeds');
  });

  it('forgets a failure with the first read that works', async () => {
    const source = new SlowSource();
    const history = new History(source);
    const failing = history.open();
    await source.fail();
    await failing;
    assert.deepEqual(
      { ...history.state, error: undefined },
      { list: undefined, error: undefined, loading: false },
    );
    const refreshing = history.refresh(false);
    await source.answer([3n]);
    await refreshing;
    assert.deepEqual(history.state.list?.items, [3n]);
    assert.equal(history.state.error, undefined);
  });

  it('reads one page after the other, so that a late one overwrites nothing', async () => {
    const source = new SlowSource();
    const history = new History(source);
    const opening = history.open();
    await source.answer([4n, 3n], 3n);
    await opening;
    const older = history.older();
    const refresh = history.refresh(false);
    await turn();
    assert.deepEqual(source.asked, [undefined, 3n], 'the refresh waits');
    await source.answer([2n, 1n]);
    await older;
    await source.answer([5n, 4n], 4n);
    await refresh;
    assert.deepEqual(history.state.list?.items, [5n, 4n, 3n, 2n, 1n]);
  });

  it('leaves a jump only when it is asked to', async () => {
    const source = new SlowSource();
    const history = new History(source);
    const jump = history.startAt(3n);
    await source.answer([2n, 1n]);
    await jump;
    assert.equal(history.state.list?.jumped, true);
    await history.refresh(false);
    assert.deepEqual(source.asked, [3n]);
    const restart = history.refresh(true);
    await source.answer([9n, 8n]);
    await restart;
    assert.deepEqual(history.state.list?.items, [9n, 8n]);
    assert.equal(history.state.list?.jumped, false);
  });
});
