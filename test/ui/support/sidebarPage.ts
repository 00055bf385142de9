import type { Locator, Page } from 'playwright-core';

/** The sidebar as a person works in it: by what it says, with mouse and keyboard. */
export class SidebarPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The row that begins so; rows are told apart by what a screen reader says of them. */
  row(beginning: string, nth = 0): Locator {
    return this.#page.getByRole('treeitem', { name: new RegExp(`^${asPattern(beginning)}`) }).nth(nth);
  }

  /** Expands a row, unless it is expanded, and waits for one below it. */
  async expand(beginning: string, below: string): Promise<void> {
    const row = this.row(beginning);
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) !== 'true') {
      await row.click();
    }
    await this.row(below).waitFor();
  }

  /** Waits until a row stands open. */
  async expanded(beginning: string): Promise<void> {
    await this.#page.locator('[role=treeitem][aria-expanded=true]').and(this.row(beginning)).waitFor();
  }

  /** Waits until a row is the selected one. */
  async selected(beginning: string): Promise<void> {
    await this.#page.locator('[role=treeitem][aria-selected=true]').and(this.row(beginning)).waitFor();
  }

  /** Opens a path from the top, row by row. */
  async open(...path: readonly string[]): Promise<void> {
    for (const [index, beginning] of path.entries()) {
      const below = path[index + 1];
      if (below !== undefined) {
        await this.expand(beginning, below);
      }
    }
  }

  /** Drags the sidebar's edge, so that it is as wide as a person would make it. */
  async widen(toPixels: number): Promise<void> {
    const box = await this.#page.locator('.part.sidebar').boundingBox();
    if (box === null) {
      throw new Error('there is no sidebar');
    }
    const y = box.y + box.height / 2;
    await this.#page.mouse.move(box.x + box.width, y);
    await this.#page.mouse.down();
    await this.#page.mouse.move(box.x + toPixels, y, { steps: 8 });
    await this.#page.mouse.up();
  }

  get statusBar(): Locator {
    return this.#page.locator('[id="oceanbase-backup.oceanbase-backup.status"]');
  }

  get dialog(): Locator {
    return this.#page.locator('.monaco-dialog-box');
  }

  toast(text: string | RegExp): Locator {
    return this.#page.locator('.notification-toast').filter({ hasText: text });
  }

  /** Ticks rows of a list with boxes, then accepts. */
  async tick(...labels: readonly string[]): Promise<void> {
    const list = this.#page.locator('.quick-input-list');
    for (const label of labels) {
      await list
        .getByRole('checkbox', { name: new RegExp(`^${asPattern(label)}`) })
        .first()
        .click();
    }
  }
}

function asPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
