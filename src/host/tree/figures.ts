import * as vscode from 'vscode';

const STEP = 1024n;
const UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'] as const;

/** `3.22 GB`, 1024-based as OceanBase counts. */
export function bytesText(bytes: bigint): string {
  let unit = 0;
  let divisor = 1n;
  while (unit < UNITS.length - 1 && bytes >= divisor * STEP) {
    divisor *= STEP;
    unit += 1;
  }
  if (unit === 0) {
    return `${bytes} B`;
  }
  const hundredths = (bytes * 100n) / divisor;
  return `${hundredths / 100n}.${(hundredths % 100n).toString().padStart(2, '0')} ${UNITS[unit] ?? ''}`;
}

/** `3.22 GB (3457862000 bytes)`: for eyes and for scripts. */
export function exactBytesText(bytes: bigint): string {
  return bytes < STEP ? bytesText(bytes) : vscode.l10n.t('{0} ({1} bytes)', bytesText(bytes), `${bytes}`);
}

/** `12.50 MB/s`, from the decimal text that the server sends. */
export function rateText(bytesPerSecond: string): string {
  const whole = /^\d+/.exec(bytesPerSecond)?.[0];
  return whole === undefined ? bytesPerSecond : `${bytesText(BigInt(whole))}/s`;
}

const SECONDS_PER_MINUTE = 60;
const SECONDS_PER_HOUR = 3600;
const SECONDS_PER_DAY = 86_400;

/** `4 s`, `12 min 4 s`, `3 h 2 min`, `2 d 5 h`: two units at most. */
export function durationText(seconds: number): string {
  const total = Math.max(0, Math.floor(seconds));
  if (total < SECONDS_PER_MINUTE) {
    return vscode.l10n.t('{0} s', total);
  }
  if (total < SECONDS_PER_HOUR) {
    return vscode.l10n.t('{0} min {1} s', Math.floor(total / SECONDS_PER_MINUTE), total % SECONDS_PER_MINUTE);
  }
  if (total < SECONDS_PER_DAY) {
    const minutes = Math.floor((total % SECONDS_PER_HOUR) / SECONDS_PER_MINUTE);
    return vscode.l10n.t('{0} h {1} min', Math.floor(total / SECONDS_PER_HOUR), minutes);
  }
  const hours = Math.floor((total % SECONDS_PER_DAY) / SECONDS_PER_HOUR);
  return vscode.l10n.t('{0} d {1} h', Math.floor(total / SECONDS_PER_DAY), hours);
}
