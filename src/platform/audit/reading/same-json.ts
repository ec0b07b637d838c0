import { exactDigits, type ExactJson } from './exact-json.js';

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** Digits and exponent without meaningless zeros, so that `1.50`, `1.5` and `15e-1` are one. */
function canonicalNumber(digits: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = NUMBER.exec(digits) ?? [];
  const significant = (whole + fraction).replace(/^0+/, '');
  const trimmed = significant.replace(/0+$/, '');
  if (trimmed === '') {
    return '0';
  }
  const scale = Number(exponent) - fraction.length + (significant.length - trimmed.length);
  return `${sign}${trimmed}e${scale}`;
}

type Pair = [ExactJson, ExactJson];

/** Are two values the same to PostgreSQL's jsonb: numbers by value, objects in any key order? */
export function sameJson(a: ExactJson, b: ExactJson): boolean {
  // A stack of its own: jsonb may be nested deeper than the call stack.
  const open: Pair[] = [[a, b]];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const inner = sameSoFar(...pair);
    if (inner === undefined) {
      return false;
    }
    for (const one of inner) {
      open.push(one);
    }
  }
  return true;
}

/** The pairs that must be the same for these two to be; undefined when they cannot be. */
function sameSoFar(a: ExactJson, b: ExactJson): Pair[] | undefined {
  if (a === b) {
    return [];
  }
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') {
    return sameNumber(a, b) ? [] : undefined;
  }
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length
      ? a.map((item, index) => [item, b[index]!])
      : undefined;
  }
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key))
    ? keys.map((key) => [a[key]!, b[key]!])
    : undefined;
}

function sameNumber(a: ExactJson, b: ExactJson): boolean {
  const [one, other] = [exactDigits(a), exactDigits(b)];
  return (
    one !== undefined && other !== undefined && canonicalNumber(one) === canonicalNumber(other)
  );
}
