import * as vscode from 'vscode';
import { bytesText, durationParts } from '../../core/format';

const STEP = 1024n;

/** `3.22 GB (3457862000 bytes)`: for eyes and for scripts. */
export function exactBytesText(bytes: bigint): string {
  return bytes < STEP ? bytesText(bytes) : vscode.l10n.t('{0} ({1} bytes)', bytesText(bytes), `${bytes}`);
}

/** `4 s`, `12 min 4 s`, `2 min`, `3 h 2 min`, `2 d 5 h`: two units at most, and no zero behind the first. */
export function durationText(wholeSeconds: number): string {
  const { days, hours, minutes, seconds } = durationParts(BigInt(Math.max(0, Math.floor(wholeSeconds))));
  if (days > 0n) {
    return hours === 0n
      ? vscode.l10n.t('{0} d', `${days}`)
      : vscode.l10n.t('{0} d {1} h', `${days}`, `${hours}`);
  }
  if (hours > 0n) {
    return minutes === 0n
      ? vscode.l10n.t('{0} h', `${hours}`)
      : vscode.l10n.t('{0} h {1} min', `${hours}`, `${minutes}`);
  }
  if (minutes > 0n) {
    return seconds === 0n
      ? vscode.l10n.t('{0} min', `${minutes}`)
      : vscode.l10n.t('{0} min {1} s', `${minutes}`, `${seconds}`);
  }
  return vscode.l10n.t('{0} s', `${seconds}`);
}
