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

function sameEntries(a: { [key: string]: ExactJson }, b: { [key: string]: ExactJson }): boolean {
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key]!, b[key]!))
  );
}

/** Are two values the same to PostgreSQL's jsonb: numbers by value, objects in any key order? */
export function sameJson(a: ExactJson, b: ExactJson): boolean {
  if (a === b) {
    return true;
  }
  const digitsOfA = exactDigits(a);
  const digitsOfB = exactDigits(b);
  if (digitsOfA !== undefined || digitsOfB !== undefined) {
    return (
      digitsOfA !== undefined &&
      digitsOfB !== undefined &&
      canonicalNumber(digitsOfA) === canonicalNumber(digitsOfB)
    );
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameJson(item, b[index]!));
  }
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') {
    return false;
  }
  return !Array.isArray(a) && !Array.isArray(b) && sameEntries(a, b);
}
