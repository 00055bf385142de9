/**
 * Exact decimal numbers as texts (`-12.340`), because the embedded engine knows only 64-bit integers
 * and doubles. The rules of scale are MySQL's.
 */

const MAX_SCALE = 30;
const DIGITS_PER_WORD = 9;
const DIVISION_EXTRA_SCALE = 4;
const KEY_WHOLE_DIGITS = 65;
const DECIMAL = /^\s*([+-]?)([0-9]*)(?:\.([0-9]*))?/;

interface Decimal {
  /** The number without its point. */
  readonly digits: bigint;
  readonly scale: number;
}

const read = (text: string): Decimal => {
  const [, sign = '', whole = '', fraction = ''] = DECIMAL.exec(text) ?? [];
  const digits = BigInt(`${whole}${fraction}` || '0');
  return { digits: sign === '-' ? -digits : digits, scale: fraction.length };
};

const write = ({ digits, scale }: Decimal): string => {
  const sign = digits < 0n ? '-' : '';
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  return scale === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
};

const powerOfTen = (exponent: number): bigint => 10n ** BigInt(exponent);

const scaleTo = (value: Decimal, scale: number): bigint => value.digits * powerOfTen(scale - value.scale);

/** Sum of two decimals; the larger scale. */
export function addDecimals(left: string, right: string): string {
  const [a, b] = [read(left), read(right)];
  const scale = Math.max(a.scale, b.scale);
  return write({ digits: scaleTo(a, scale) + scaleTo(b, scale), scale });
}

/** Difference of two decimals; the larger scale. */
export function subtractDecimals(left: string, right: string): string {
  return addDecimals(left, negateDecimal(right));
}

/** Product of two decimals; the scales add up, to 30 at most. */
export function multiplyDecimals(left: string, right: string): string {
  const [a, b] = [read(left), read(right)];
  const product = { digits: a.digits * b.digits, scale: a.scale + b.scale };
  return product.scale > MAX_SCALE ? roundDecimal(write(product), MAX_SCALE) : write(product);
}

/**
 * Quotient with the guard digits that MySQL keeps (whole words of nine digits), cut off; null for a
 * division by zero. What a client sees is rounded to the declared scale later.
 */
export function divideDecimals(left: string, right: string): string | null {
  const [a, b] = [read(left), read(right)];
  if (b.digits === 0n) {
    return null;
  }
  const [leftWords, rightWords] = [wholeWords(a.scale), wholeWords(b.scale)];
  const missing = Math.max(0, DIVISION_EXTRA_SCALE - (leftWords - a.scale) - (rightWords - b.scale));
  const scale = wholeWords(leftWords + rightWords + missing);
  return write({
    digits: (a.digits * powerOfTen(scale + b.scale)) / (b.digits * powerOfTen(a.scale)),
    scale,
  });
}

/** Remainder with the sign of the dividend; null for a division by zero. */
export function remainderOfDecimals(left: string, right: string): string | null {
  const [a, b] = [read(left), read(right)];
  if (b.digits === 0n) {
    return null;
  }
  const scale = Math.max(a.scale, b.scale);
  return write({ digits: scaleTo(a, scale) % scaleTo(b, scale), scale });
}

/** Whole quotient, cut off toward zero; null for a division by zero. */
export function divideWhole(left: string, right: string): string | null {
  const [a, b] = [read(left), read(right)];
  if (b.digits === 0n) {
    return null;
  }
  const scale = Math.max(a.scale, b.scale);
  return (scaleTo(a, scale) / scaleTo(b, scale)).toString();
}

/** The number with the other sign. */
export function negateDecimal(text: string): string {
  const value = read(text);
  return write({ digits: -value.digits, scale: value.scale });
}

/** Rounds half away from zero to `scale` digits behind the point, or fills up with zeros. */
export function roundDecimal(text: string, scale: number): string {
  const value = read(text);
  if (value.scale <= scale) {
    return write({ digits: scaleTo(value, scale), scale });
  }
  const unit = powerOfTen(value.scale - scale);
  const half = value.digits < 0n ? -unit / 2n : unit / 2n;
  return write({ digits: (value.digits + half) / unit, scale });
}

/** Largest whole number not above (`floor`) or smallest not below (`ceiling`). */
export function wholeBeside(text: string, side: 'floor' | 'ceiling'): string {
  const value = read(text);
  const unit = powerOfTen(value.scale);
  const cut = value.digits / unit;
  const rest = value.digits % unit;
  const step = side === 'floor' && rest < 0n ? -1n : side === 'ceiling' && rest > 0n ? 1n : 0n;
  return (cut + step).toString();
}

/** A text whose order by characters is the order of the numbers, the same for 1.5 and 1.50. */
export function decimalKey(text: string): string {
  const value = read(text);
  const shown = write({ digits: value.digits < 0n ? -value.digits : value.digits, scale: value.scale });
  const [whole = '', fraction = ''] = shown.split('.');
  const key = `${whole.padStart(KEY_WHOLE_DIGITS, '0')}${fraction.padEnd(MAX_SCALE, '0')}`;
  return value.digits < 0n ? `0${key.replace(/[0-9]/g, (digit) => String(9 - Number(digit)))}` : `1${key}`;
}

/** Digits rounded up to whole words of nine. */
function wholeWords(digits: number): number {
  return Math.ceil(digits / DIGITS_PER_WORD) * DIGITS_PER_WORD;
}
