const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/;

/** A moment as ISO 8601 text, as exact as it was given; undefined when it is none. */
export function isoTime(moment: unknown): string | undefined {
  if (moment instanceof Date) {
    const year = Number.isNaN(moment.getTime()) ? 0 : moment.getUTCFullYear();
    return year >= 1 && year <= 9999 ? moment.toISOString() : undefined;
  }
  const isMoment =
    typeof moment === 'string' &&
    ISO.test(moment) &&
    !moment.startsWith('0000') &&
    !Number.isNaN(Date.parse(moment));
  return isMoment ? moment : undefined;
}
