import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import ts from 'typescript';

/** How one file names another module. `lazy` is an `import()` at run time, `type` leaves no trace in the bundle. */
export interface Import {
  readonly specifier: string;
  readonly kind: 'static' | 'lazy' | 'type';
}

export interface Violation {
  /** Relative to the folder that was walked, with forward slashes. */
  readonly file: string;
  readonly what: string;
}

interface LayerRule {
  readonly layers: readonly string[];
  /** A trailing `/` allows what lies below as well. */
  readonly packages: readonly string[];
  readonly node: boolean;
}

const rules: Readonly<Record<string, LayerRule>> = {
  core: { layers: ['core'], packages: ['zod/mini'], node: false },
  protocol: { layers: ['protocol', 'core'], packages: ['zod/mini'], node: false },
  mysql: { layers: ['mysql', 'core'], packages: ['mysql2', 'mysql2/'], node: true },
  host: { layers: ['host', 'core', 'protocol'], packages: ['vscode', 'zod/mini'], node: true },
  simulator: {
    layers: ['simulator'],
    packages: ['sql.js'],
    node: true,
  },
};

/** The one file that speaks the MySQL protocol from the server's side. */
const protocolServer = 'simulator/server.ts';
/** The one file of the host that names the driver, and only lazily. */
const compositionRoot = 'host/extension.ts';

/** Every module that a source text names, in whatever form. */
export function importsOf(text: string): readonly Import[] {
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const named = importOf(node);
    if (named !== undefined) found.push(named);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('walked.ts', text, ts.ScriptTarget.ES2023, true));
  return found;
}

function importOf(node: ts.Node): Import | undefined {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    const typeOnly = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    return { specifier: node.moduleSpecifier.text, kind: typeOnly ? 'type' : 'static' };
  }
  if (
    ts.isExportDeclaration(node) &&
    node.moduleSpecifier !== undefined &&
    ts.isStringLiteral(node.moduleSpecifier)
  ) {
    return { specifier: node.moduleSpecifier.text, kind: node.isTypeOnly ? 'type' : 'static' };
  }
  if (
    ts.isImportTypeNode(node) &&
    ts.isLiteralTypeNode(node.argument) &&
    ts.isStringLiteral(node.argument.literal)
  ) {
    return { specifier: node.argument.literal.text, kind: 'type' };
  }
  return callOf(node);
}

function callOf(node: ts.Node): Import | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const [specifier] = node.arguments;
  const lazy = node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const required = ts.isIdentifier(node.expression) && node.expression.text === 'require';
  if ((!lazy && !required) || specifier === undefined || !ts.isStringLiteral(specifier)) return undefined;
  return { specifier: specifier.text, kind: lazy ? 'lazy' : 'static' };
}

/** The source files below a folder, relative to it. */
export function sourceFiles(src: string): readonly string[] {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => /\.tsx?$/.test(name))
    .sort();
}

/** What the files of `src` import although their layer must not. */
export function layerViolations(src: string): readonly Violation[] {
  return sourceFiles(src).flatMap((file) =>
    importsOf(readFileSync(path.join(src, file), 'utf8'))
      .filter((found) => !allowed(file, found))
      .map(({ specifier, kind }) => ({ file, what: `${kind} import of ${specifier}` })),
  );
}

function allowed(file: string, { specifier, kind }: Import): boolean {
  const rule = rules[file.split('/')[0] ?? ''];
  if (rule === undefined) return false;
  if (specifier.startsWith('.')) {
    const layer = path.posix.join(path.posix.dirname(file), specifier).split('/')[0] ?? '';
    if (file === compositionRoot && layer === 'mysql') return kind !== 'static';
    return rule.layers.includes(layer);
  }
  if (specifier.startsWith('node:')) return rule.node;
  if (builtinModules.includes(specifier)) return false;
  if (file === protocolServer && isOrIsBelow(specifier, 'mysql2')) return true;
  return rule.packages.some((name) => (name.endsWith('/') ? specifier.startsWith(name) : specifier === name));
}

const isOrIsBelow = (specifier: string, name: string): boolean =>
  specifier === name || specifier.startsWith(`${name}/`);

/** The files that name a package in any form. */
export function homesOf(src: string, packageName: string): readonly string[] {
  return sourceFiles(src).filter((file) =>
    importsOf(readFileSync(path.join(src, file), 'utf8')).some(({ specifier }) =>
      isOrIsBelow(specifier, packageName),
    ),
  );
}

/** Every group of files that import each other in a circle; imports of types count too. */
export function importCycles(src: string): readonly (readonly string[])[] {
  const files = new Set(sourceFiles(src));
  const state = new Map<string, 'open' | 'closed'>();
  const trail: string[] = [];
  const cycles: string[][] = [];
  const visit = (file: string): void => {
    if (state.get(file) === 'closed') return;
    if (state.get(file) === 'open') {
      cycles.push(trail.slice(trail.indexOf(file)));
      return;
    }
    state.set(file, 'open');
    trail.push(file);
    for (const { specifier } of importsOf(readFileSync(path.join(src, file), 'utf8'))) {
      const target = resolveWithin(files, file, specifier);
      if (target !== undefined) visit(target);
    }
    trail.pop();
    state.set(file, 'closed');
  };
  for (const file of files) visit(file);
  return cycles;
}

function resolveWithin(files: ReadonlySet<string>, from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const base = path.posix.join(path.posix.dirname(from), specifier);
  return [`${base}.ts`, `${base}.tsx`].find((file) => files.has(file));
}
