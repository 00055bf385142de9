import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { TestDoor } from '../../../src/host/testDoor';
import type { TreeElement } from '../../../src/host/tree/element';

/** A node as VS Code gets it. */
export interface ReadNode {
  readonly element: TreeElement;
  readonly item: vscode.TreeItem;
  readonly text: string;
}

/** Reads the tree through the provider that VS Code reads it through. */
export class TreeReader {
  readonly #door: TestDoor;

  constructor(door: TestDoor) {
    this.#door = door;
  }

  async children(element?: TreeElement): Promise<readonly ReadNode[]> {
    const { tree } = this.#door.sidebar;
    const children = await tree.getChildren(element);
    return children.map((child) => {
      const item = tree.getTreeItem(child);
      return { element: child, item, text: lineOf(item) };
    });
  }

  /** Follows labels from the top; each must begin with the text given. */
  async find(...labels: readonly string[]): Promise<ReadNode> {
    let found: ReadNode | undefined;
    for (const label of labels) {
      const children: readonly ReadNode[] = await this.children(found?.element);
      found = children.find(({ text }) => text.startsWith(label));
      const seen = children.map(({ text }) => text).join('\n');
      assert.ok(found !== undefined, `${labels.join(' / ')}: no "${label}" among\n${seen}`);
    }
    assert.ok(found !== undefined);
    return found;
  }

  /** The tooltip's text, as it is asked for when somebody hovers. */
  tooltip({ element, item }: ReadNode): string {
    const { tooltip } = this.#door.sidebar.tree.resolveTreeItem(item, element);
    const text = typeof tooltip === 'string' ? tooltip : (tooltip?.value ?? '');
    return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
  }

  /** The whole tree as indented lines, at most so many per level. */
  async draw(element: TreeElement | undefined, most: number, indent = ''): Promise<readonly string[]> {
    const lines: string[] = [];
    const children = await this.children(element);
    for (const child of children.slice(0, most)) {
      lines.push(`${indent}${child.text}  <${child.item.contextValue ?? ''}>`);
      if (child.item.collapsibleState !== 0) {
        lines.push(...(await this.draw(child.element, most, `${indent}  `)));
      }
    }
    if (children.length > most) lines.push(`${indent}… ${children.length - most} more`);
    return lines;
  }
}

/** `$(icon:color) label  description`, so that icon and word are seen together. */
function lineOf(item: vscode.TreeItem): string {
  const label = typeof item.label === 'string' ? item.label : (item.label?.label ?? '');
  const description = typeof item.description === 'string' ? item.description : '';
  return description === '' ? label : `${label} | ${description}`;
}

/** Icon and colour of a node: `error problemsErrorIcon.foreground`. */
export function iconOf({ item }: ReadNode): string {
  const icon = item.iconPath;
  assert.ok(typeof icon === 'object' && icon !== null && 'id' in icon && typeof icon.id === 'string');
  const color = 'color' in icon ? icon.color : undefined;
  const colorId = typeof color === 'object' && color !== null && 'id' in color ? String(color.id) : '';
  return colorId === '' ? icon.id : `${icon.id} ${colorId}`;
}
