import type { Duration } from '../interfaces/event-spec.interface.js';

const UNITS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
const TEXT = /^(\d{1,9}(?:\.\d{1,3})?)([smhd])$/;
/** A century: beyond it, a time plus a duration leaves what PostgreSQL and JavaScript can hold. */
const LONGEST = 36_525 * 86_400_000;

/** A duration in milliseconds; undefined when it is none, or not longer than nothing. */
export function milliseconds(duration: Duration): number | undefined {
  const [, amount = '', unit = ''] =
    typeof duration === 'string' ? (TEXT.exec(duration) ?? []) : ['', String(duration), ''];
  const value = Number(amount) * (UNITS[unit] ?? 1);
  return amount !== '' && value > 0 && value <= LONGEST ? Math.round(value) : undefined;
}
