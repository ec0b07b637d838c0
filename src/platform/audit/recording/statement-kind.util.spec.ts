import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statementKind } from './statement-kind.util.js';

const noise = fc
  .array(fc.constantFrom(' ', '\n', '\t', '-- update\n', '/* delete */', '/* a\n b */ '))
  .map((parts) => parts.join(''));
const anyCase = (word: string): fc.Arbitrary<string> =>
  fc.mixedCase(fc.constant(word)).map((text) => text);

describe('statementKind', () => {
  it.each([
    ['INSERT INTO t VALUES (1)', 'write'],
    ['WITH old AS (DELETE FROM t RETURNING *) SELECT * FROM old', 'write'],
    ['WITH recent AS (SELECT 1) SELECT * FROM recent', 'other'],
    ['SELECT * FROM updates', 'other'],
    ['START TRANSACTION', 'control'],
    ['SAVEPOINT typeorm_1', 'control'],
    ['ROLLBACK TO SAVEPOINT typeorm_1', 'control'],
    ['SET LOCAL lock_timeout = 1', 'control'],
    ['settle()', 'other'],
    ['CREATE INDEX CONCURRENTLY i ON t (a)', 'other'],
    ['', 'other'],
  ])('takes %j for %s', (sql, kind) => {
    expect(statementKind(sql)).toBe(kind);
  });

  it('sees a write through comments, blanks and case', () => {
    const write = fc.constantFrom('insert', 'update', 'delete', 'merge', 'truncate').chain(anyCase);
    fc.assert(
      fc.property(noise, write, fc.string(), (before, verb, rest) => {
        expect(statementKind(`${before}${verb} ${rest}`)).toBe('write');
      }),
    );
  });
});
