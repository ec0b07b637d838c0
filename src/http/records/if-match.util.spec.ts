import { describe, expect, it } from 'vitest';
import { InvalidIfMatchError, StaleVersionError } from './records.errors.js';
import { assertMatches } from './if-match.util.js';

const record = { version: 3 };

describe('If-Match', () => {
  it.each([undefined, '*', '"3"', ' "3" ', '"2", "3"', '"1","3"'])('lets %s pass', (header) => {
    expect(() => assertMatches(header, record)).not.toThrow();
  });

  it.each(['"2"', 'W/"3"', '"03"', '"3x"', '""'])('stops %s', (header) => {
    expect(() => assertMatches(header, record)).toThrow(StaleVersionError);
  });

  it.each(['3', '"3', '', '3"', '"3" "4"', '*, "3"', '"\n"'])('cannot read %j', (header) => {
    expect(() => assertMatches(header, record)).toThrow(InvalidIfMatchError);
  });
});
