import { z } from 'zod';

/** How large a decimal may be, and whether it may be below zero. */
export interface DecimalBounds {
  /** The most digits before the point. */
  readonly digits: number;
  /** The most digits after the point. */
  readonly decimals: number;
  /** @defaultValue any */
  readonly sign?: 'any' | 'zero-or-more' | 'more-than-zero';
}

const PLAIN = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/**
 * An amount as text, `"12.50"`, kept digit by digit: a JSON number is refused, because whoever reads
 * one as a float has changed it already.
 */
export function decimal({ digits, decimals, sign = 'any' }: DecimalBounds) {
  return z
    .string({ error: 'must be a decimal in quotes, like "12.50": JSON numbers lose digits' })
    .superRefine((value, context) => {
      const problem = PLAIN.test(value)
        ? problemOf(value, digits, decimals, sign)
        : 'must be a decimal like "12.50": digits and a point, without exponent, sign + or spaces';
      if (problem !== undefined) {
        context.addIssue({ code: 'custom', message: problem });
      }
    });
}

function problemOf(
  value: string,
  digits: number,
  decimals: number,
  sign: DecimalBounds['sign'],
): string | undefined {
  const [whole = '', fraction = ''] = value.replace('-', '').split('.');
  const isZero = !/[1-9]/.test(value);
  if (fraction.length > decimals) {
    return `must have at most ${decimals} decimals, not ${fraction.length}`;
  }
  if (whole.length > digits) {
    return `must have at most ${digits} digits before the point, not ${whole.length}`;
  }
  if (sign === 'more-than-zero' && (isZero || value.startsWith('-'))) {
    return 'must be more than 0';
  }
  return sign === 'zero-or-more' && value.startsWith('-') && !isZero
    ? 'must not be below 0'
    : undefined;
}
