import fc from 'fast-check';

/** PostgreSQL's own text form of a value, or null for SQL NULL. */
export type Literal = string | null;

/** A row of `every_type`, each value as text that its type accepts. */
export type LiteralRow = Record<string, Literal>;

const digits = fc.bigInt({ min: -(10n ** 27n), max: 10n ** 27n }).map(String);
const text = fc.string({ unit: 'grapheme' }).map((value) => value.replaceAll('\0', ''));
const bigint = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
const json = fc
  .jsonValue()
  .map((value) => JSON.stringify(value).replaceAll(String.raw`\u0000`, ''))
  .filter((value) => !/\\ud[89a-f]/i.test(value));
const hex = fc
  .uint8Array({ maxLength: 40 })
  .map((bytes) => `\\x${Buffer.from(bytes).toString('hex')}`);

function array(element: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const quoted = element.map((value) => `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`);
  return fc.array(fc.oneof(quoted, fc.constant('NULL'))).map((items) => `{${items.join(',')}}`);
}

/** jsonb, and so a version, knows no sign of zero. */
function unsignedZero(value: number): string {
  return String(value === 0 ? 0 : value);
}

function among(...values: string[]): fc.Arbitrary<string> {
  return fc.constantFrom(...values);
}

/** What is hard to carry: limits, infinities, dates before Christ, numbers beyond JS. */
const COLUMNS: Record<string, fc.Arbitrary<string>> = {
  small: fc.integer({ min: -32_768, max: 32_767 }).map(String),
  whole: fc.maxSafeInteger().map((value) => String(value % 2_147_483_647)),
  big: bigint,
  free: fc.oneof(digits, among('NaN', 'Infinity', '-Infinity', '1.10', '0.000', '1e-30')),
  exact: fc.oneof(digits, among('NaN', '0.0000000001', '1.5')),
  single: fc.oneof(fc.float({ noNaN: true }).map(unsignedZero), among('NaN', 'Infinity')),
  double: fc.oneof(
    fc.double({ noNaN: true }).map(unsignedZero),
    among('NaN', '-Infinity', '5e-324'),
  ),
  flag: among('true', 'false'),
  words: fc.oneof(text, among('', ' ', 'null', '{"$json": null}', String.raw`\x00`, 'a"b\\c')),
  short: fc
    .string({ unit: 'binary-ascii', maxLength: 40 })
    .map((value) => value.replaceAll('\0', '')),
  padded: among('a', 'ab', 'abcd', ''),
  uuid: fc.uuid(),
  day: among('2026-11-21', '0044-03-15 BC', 'infinity', '-infinity', '5874897-12-31'),
  clock: among('00:00:00', '23:59:59.999999', '24:00:00'),
  zoned: among('12:00:00.5+05:30', '23:59:59.999999-12'),
  local: among('2026-11-21 18:00:00.123456', 'infinity', '4713-01-01 00:00:00 BC'),
  moment: among('2026-11-21 18:00:00.123456+02', '-infinity', '0001-01-01 00:00:00+00 BC'),
  span: among('1 mon 2 days', '-1 year 3 days 04:05:06.000001', '25:00:00', '0'),
  bytes: hex,
  document: fc.oneof(json, among('null', '{"n": 12345678901234567890.123, "__proto__": {"x": 1}}')),
  plain: among('null', 'true', '"x"', '{"a": [1, 2.50, null]}', '[]'),
  level: among('low', 'High', 'it"s'),
  levels: array(among('a', 'b c')),
  list: array(text),
  bigs: array(bigint),
  documents: array(among('{"a": 1}', '"x"', '1.50')),
  range: among('[1,5)', 'empty', '(,7)', '(,)'),
  address: among('10.0.0.1/8', '::1', '2001:db8::/32'),
  bits: among('00000', '10101'),
  spot: among('(1.5,-2)', '(1e300,0.1)'),
  price: among('$12.34', '-$0.01'),
  markup: among('<a b="c">d</a>', '<!-- x --><e/>'),
  index: among("'a':1 'fat':2,4B", ''),
};

/** Columns that a test may fill with random values. */
export const LITERAL_COLUMNS = Object.keys(COLUMNS);

/** A row with something, or nothing, in every column. */
export const literalRow: fc.Arbitrary<LiteralRow> = fc.record(
  Object.fromEntries(
    Object.entries(COLUMNS).map(([name, value]) => [name, fc.option(value, { freq: 6 })]),
  ),
);
