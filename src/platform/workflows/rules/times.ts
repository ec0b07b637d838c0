const TIME = /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/;
const SPAN = /^(\d{1,6})(s|m|h|d|w)$/;
const SHIFT = /^([+-])(\d{1,6}[smhdw])$/;

const SECOND = 1_000;
const MILLISECONDS: Readonly<Record<string, number>> = {
  s: SECOND,
  m: 60 * SECOND,
  h: 3_600 * SECOND,
  d: 86_400 * SECOND,
  w: 604_800 * SECOND,
};

/** Milliseconds since 1970 of an ISO 8601 time, in UTC unless it names a zone; undefined if it is none. */
export function readTime(value: unknown): number | undefined {
  if (value instanceof Date) {
    const time = value.getTime();
    return Number.isNaN(time) ? undefined : time;
  }
  const match = typeof value === 'string' ? TIME.exec(value) : null;
  if (!match) {
    return undefined;
  }
  const [text, day = '', zone] = match;
  const time = Date.parse(text === day || zone ? text : `${text}Z`);
  return Number.isNaN(time) || !exists(day) ? undefined : time;
}

/** `Date.parse` takes 30 February for 2 March. */
function exists(day: string): boolean {
  const time = Date.parse(day);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

/** Milliseconds of `30d`, `12h`, `15m`, `45s` or `2w`. */
export function readSpan(value: unknown): number | undefined {
  const match = typeof value === 'string' ? SPAN.exec(value) : null;
  return match ? Number(match[1]) * MILLISECONDS[match[2]!]! : undefined;
}

/** Milliseconds of `-30d` or `+1h`. */
export function readShift(value: unknown): number | undefined {
  const match = typeof value === 'string' ? SHIFT.exec(value) : null;
  const span = readSpan(match?.[2]);
  if (span === undefined) {
    return undefined;
  }
  return match?.[1] === '-' ? -span : span;
}
