const KIB = 1024n;
const MIB = KIB * KIB;
const GIB = MIB * KIB;
const TIB = GIB * KIB;
const SECOND = 1_000_000n;

/** `numerator / denominator` as a decimal text with `scale` places, rounded half up; both ≥ 0. */
function decimalText(numerator: bigint, denominator: bigint, scale: number): string {
  const factor = 10n ** BigInt(scale);
  const scaled = (2n * numerator * factor + denominator) / (2n * denominator);
  return scale === 0
    ? scaled.toString()
    : `${scaled / factor}.${(scaled % factor).toString().padStart(scale, '0')}`;
}

/** Bytes as the display columns write them: `0.00MB`, `3.22MB`, `3.60GB`. */
export const bytesDisplay = (bytes: bigint): string => {
  const [unit, name] = bytes >= TIB ? [TIB, 'TB'] : bytes >= GIB ? [GIB, 'GB'] : [MIB, 'MB'];
  return `${decimalText(bytes, unit, 2)}${name}`;
};

/** Bytes per second as a `decimal(…,4)` text; 0 over no time at all. */
export const rateText = (bytes: bigint, micros: bigint): string =>
  micros <= 0n ? '0.0000' : decimalText(bytes * SECOND, micros, 4);

/** `7.56MB/S`. */
export const rateDisplay = (bytes: bigint, micros: bigint): string =>
  `${bytesDisplay(micros <= 0n ? 0n : (bytes * SECOND) / micros)}/S`;

/** Output over input as a `decimal(23,2)` text; NULL without input. */
export const ratioText = (output: bigint, input: bigint): string | null =>
  input === 0n ? null : decimalText(output, input, 2);

/** Whole seconds, rounded. */
export const secondsText = (micros: bigint): string => decimalText(micros, SECOND, 0);

/** A span as `time(6)`: `00:08:07.383913`; hours may exceed 24. */
export function timeTaken(micros: bigint): string {
  const seconds = micros / SECOND;
  const parts = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n];
  const clock = parts.map((part) => part.toString().padStart(2, '0')).join(':');
  return `${clock}.${(micros % SECOND).toString().padStart(6, '0')}`;
}
