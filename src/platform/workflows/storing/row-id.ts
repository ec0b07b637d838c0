const LARGEST = 9_223_372_036_854_775_807n;

/** Is this a bigint id as PostgreSQL writes it? Anything else names no row. */
export function isRowId(value: string): boolean {
  return /^[1-9]\d{0,18}$/.test(value) && BigInt(value) <= LARGEST;
}
