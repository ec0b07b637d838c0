const DECIMAL = /^-?\d{1,200}(?:\.\d{1,200})?$/;
/** Decimal digits that a double holds without loss. */
const EXACT_DIGITS = 15;

/** A number as rules compare it: a double where that is exact, else decimal text as PostgreSQL gave it. */
export type RuleNumber = number | string;

/** Reads a number or decimal text; undefined for anything else, NaN and Infinity included. */
export function readNumber(value: unknown): RuleNumber | undefined {
  if (typeof value === 'number') {
    return Number.isFinite(value) ? value : undefined;
  }
  if (typeof value === 'bigint') {
    return readNumber(value.toString());
  }
  if (typeof value !== 'string' || !DECIMAL.test(value)) {
    return undefined;
  }
  return value.replace(/[-.]/g, '').length <= EXACT_DIGITS ? Number(value) : value;
}

/** Less than, equal to or greater than 0 as `a` is to `b`; exact however many digits there are. */
export function compareNumbers(a: RuleNumber, b: RuleNumber): number {
  if (typeof a === 'number' && typeof b === 'number') {
    return a - b;
  }
  const [left, right] = [parts(a), parts(b)];
  const digits = Math.max(left.fraction.length, right.fraction.length);
  const difference = scaled(left, digits) - scaled(right, digits);
  return difference < 0n ? -1 : Number(difference > 0n);
}

interface Parts {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

function parts(value: RuleNumber): Parts {
  const text = typeof value === 'string' ? value : plain(value);
  const negative = text.startsWith('-');
  const [whole = '0', fraction = ''] = (negative ? text.slice(1) : text).split('.');
  return { negative, whole, fraction };
}

/** A double without an exponent: 1e21 and 1e-7 are numbers, too. */
function plain(value: number): string {
  const text = String(value);
  const [mantissa = '', exponent] = text.split('e');
  if (exponent === undefined) {
    return text;
  }
  const shift = Number(exponent);
  const { negative, whole, fraction } = parts(mantissa);
  const digits = whole + fraction;
  const point = whole.length + shift;
  const sign = negative ? '-' : '';
  return point <= 0
    ? `${sign}0.${'0'.repeat(-point)}${digits}`
    : `${sign}${digits.padEnd(point, '0').slice(0, point)}.${digits.slice(point)}`;
}

function scaled({ negative, whole, fraction }: Parts, digits: number): bigint {
  const magnitude = BigInt(whole + fraction.padEnd(digits, '0'));
  return negative ? -magnitude : magnitude;
}
