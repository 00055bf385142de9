const LARGEST_PLAIN_EXPONENT = 14;
const SMALLEST_PLAIN_EXPONENT = -15;

/** A double as MySQL prints it: the shortest digits, with an exponent from 1e15 on. */
export function formatDouble(value: number): string {
  if (value === 0 || !Number.isFinite(value)) {
    return '0';
  }
  const [mantissa = '', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent > LARGEST_PLAIN_EXPONENT || exponent < SMALLEST_PLAIN_EXPONENT) {
    return `${mantissa}e${exponent}`;
  }
  const sign = value < 0 ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  if (exponent < 0) {
    return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  }
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = digits.slice(exponent + 1);
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** The number at the start of a text, as MySQL reads it in arithmetic; 0 where none stands. */
export function leadingNumber(text: string): number {
  return Number(/^\s*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)/.exec(text)?.[1] ?? '0');
}
