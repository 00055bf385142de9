/**
 * Every id that package.json and the code share, each written once. A test holds this file, package.json
 * and both of its word files against each other.
 */

/** What a command may be given by a menu: nothing, the cluster of the node, or the node itself. */
export type CommandTarget = 'nothing' | 'cluster' | 'node';

/** All commands, with what they work on. From the palette they get nothing and ask. */
export const COMMANDS = {
  'obBackup.connection.add': 'nothing',
  'obBackup.connection.edit': 'cluster',
  'obBackup.connection.test': 'cluster',
  'obBackup.connection.remove': 'cluster',
  'obBackup.connection.connect': 'cluster',
  'obBackup.connection.disconnect': 'cluster',
  'obBackup.cluster.refresh': 'cluster',
  'obBackup.history.showOlder': 'node',
  'obBackup.history.goTo': 'node',
  'obBackup.details.open': 'node',
  'obBackup.copy.id': 'node',
  'obBackup.copy.scn': 'node',
  'obBackup.copy.path': 'node',
  'obBackup.copy.json': 'node',
  'obBackup.copy.select': 'node',
  'obBackup.copy.statement': 'node',
  'obBackup.manual.open': 'node',
  'obBackup.backup.startFull': 'node',
  'obBackup.demo.start': 'nothing',
  'obBackup.demo.stop': 'cluster',
  'obBackup.log.show': 'nothing',
} as const satisfies Readonly<Record<string, CommandTarget>>;

export type CommandId = keyof typeof COMMANDS;

/** The one container of the activity bar, and the views in it. */
export const CONTAINER = 'obBackup';
export const CLUSTERS_VIEW = 'obBackup.clusters';

/** Settings with their defaults and bounds, as package.json declares them. Each carries its unit in its name. */
export const SETTINGS = {
  'obBackup.watch.activeIntervalSeconds': { default: 2, minimum: 1, maximum: 60 },
  'obBackup.watch.unseenIntervalSeconds': { default: 5, minimum: 1, maximum: 300 },
  'obBackup.watch.idleIntervalSeconds': { default: 30, minimum: 5, maximum: 3600 },
  'obBackup.connection.connectTimeoutSeconds': { default: 10, minimum: 1, maximum: 120 },
  'obBackup.connection.queryTimeoutSeconds': { default: 30, minimum: 15, maximum: 600 },
} as const satisfies Readonly<Record<string, { default: number; minimum: number; maximum: number }>>;

export type SettingId = keyof typeof SETTINGS;

/** Context keys: what package.json's `when` clauses ask for. All are booleans, false until set. */
export const CONTEXT_KEYS = [
  /** At least one cluster is in the list, a demo included. */
  'obBackup.hasClusters',
  /** At least one connection is stored: there is something to edit, test or remove. */
  'obBackup.hasConnections',
  /** At least one cluster is connected. */
  'obBackup.connected',
  /** A demo cluster of this window is running. */
  'obBackup.demoRunning',
] as const;

export type ContextKey = (typeof CONTEXT_KEYS)[number];

/** What a tree node is: the first word of its `contextValue`. */
export const NODE_KINDS = [
  'cluster',
  'tenant',
  'logArchive',
  'round',
  'roundTenant',
  'piece',
  'dataBackups',
  'set',
  'setTenant',
  'job',
  'task',
  'destination',
  'policy',
  'cleaningJob',
  'older',
  'problem',
  'hint',
] as const;

export type NodeKind = (typeof NODE_KINDS)[number];

/** The further words of a `contextValue`. Those after the comment are abilities: what a menu may offer on the node. */
export const NODE_WORDS = [
  'disconnected',
  'connecting',
  'connected',
  'waiting',
  'failed',
  'refused',
  /** Simulated, never stored. */
  'demo',
  /** Simulated by this window: can be stopped here. */
  'ownDemo',
  // abilities
  'canBackUp',
  'hasDetails',
  'hasHistory',
  'hasId',
  'hasManual',
  'hasPath',
  'hasRow',
  'hasScn',
  'hasSelect',
  'hasStatement',
] as const;

export type NodeWord = (typeof NODE_WORDS)[number];

/** A node's `contextValue`: its kind, then its words, as the `when` clauses of the menus read them. */
export function contextValue(kind: NodeKind, words: readonly NodeWord[] = []): string {
  return [kind, ...words].join(' ');
}

/** All that commands need of a tree node; plain ids do as well. */
export interface NodeLike {
  /** Unique in the tree, the same after every refresh. */
  readonly id: string;
  readonly clusterId: string;
}

function isNodeLike(value: unknown): value is NodeLike {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'string' &&
    'clusterId' in value &&
    typeof value.clusterId === 'string'
  );
}

/** What a command's handler gets, whether a menu passed a node, a caller an id, or the palette nothing. */
export interface CommandCall {
  /** Id of the cluster (`'cluster'` commands) or of the node (`'node'` commands); absent: ask. */
  readonly target: string | undefined;
  /** Further plain arguments of a caller; a menu's list of selected nodes never gets here. */
  readonly options: readonly unknown[];
}

/** Reads a command's arguments as VS Code or a caller passed them. */
export function readCall(kind: CommandTarget, args: readonly unknown[]): CommandCall {
  if (kind === 'nothing') {
    return { target: undefined, options: args.filter((argument) => !isNodeLike(argument)) };
  }
  const [first, ...rest] = args;
  if (isNodeLike(first)) {
    return { target: kind === 'cluster' ? first.clusterId : first.id, options: [] };
  }
  return { target: typeof first === 'string' ? first : undefined, options: rest };
}
