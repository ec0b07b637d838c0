import { describe, expect, it } from 'vitest';
import { inRounds } from './in-rounds.js';

const message = (name: string, writes: string, ...refersTo: string[]) => ({
  name,
  writes,
  refersTo,
});
const namesOf = (...messages: ReturnType<typeof message>[]) =>
  inRounds(messages).map((round) => round.map(({ name }) => name));

describe('inRounds', () => {
  it('puts together what has nothing to do with each other', () => {
    expect(namesOf(message('a', 'post 1'), message('b', 'post 2'))).toEqual([['a', 'b']]);
    expect(inRounds([])).toEqual([]);
  });

  it('keeps the order of one record, whatever lies between', () => {
    expect(namesOf(message('a', 'post 1'), message('b', 'post 2'), message('c', 'post 1'))).toEqual(
      [['a', 'b'], ['c']],
    );
  });

  it('lets what refers to a record come after it, and together', () => {
    expect(
      namesOf(
        message('post 1', 'post 1'),
        message('comment 1', 'comment 1', 'post 1'),
        message('post 2', 'post 2'),
        message('comment 2', 'comment 2', 'post 2'),
        message('comment 3', 'comment 3', 'post 1'),
      ),
    ).toEqual([
      ['post 1', 'post 2'],
      ['comment 1', 'comment 2', 'comment 3'],
    ]);
  });

  it('ends a record after all that refers to it', () => {
    expect(
      namesOf(
        message('comment', 'comment 1', 'post 1'),
        message('destroy', 'post 1'),
        message('reborn', 'comment 1', 'post 1'),
      ),
    ).toEqual([['comment'], ['destroy'], ['reborn']]);
  });

  it('takes a record that refers to itself', () => {
    expect(namesOf(message('a', 'post 1', 'post 1'))).toEqual([['a']]);
  });
});
