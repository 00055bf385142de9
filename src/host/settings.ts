import * as vscode from 'vscode';
import type { WatchIntervals } from '../core/watcher';
import { SETTINGS, type SettingId } from './contributions';

const MS_PER_SECOND = 1000;

/** A setting in milliseconds. A value outside its bounds, or none at all, is brought back into them. */
export function readMs(id: SettingId): number {
  const { default: byDefault, minimum, maximum } = SETTINGS[id];
  const value = vscode.workspace.getConfiguration().get<unknown>(id);
  const seconds = typeof value === 'number' && Number.isFinite(value) ? value : byDefault;
  return Math.min(maximum, Math.max(minimum, seconds)) * MS_PER_SECOND;
}

/** How often clusters are looked at, as the settings say at the moment of asking. */
export const watchIntervals: WatchIntervals = {
  get activeSeenMs() {
    return readMs('obBackup.watch.activeIntervalSeconds');
  },
  get activeUnseenMs() {
    return readMs('obBackup.watch.unseenIntervalSeconds');
  },
  get idleMs() {
    return readMs('obBackup.watch.idleIntervalSeconds');
  },
};
