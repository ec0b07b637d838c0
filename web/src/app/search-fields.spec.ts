import { describe, expect, it } from 'vitest';
import { searchChoice, searchFields, searchFlag, searchText } from './search-fields.js';

const read = searchFields({
  q: searchText,
  paused: searchFlag,
  state: searchChoice(['open', 'closed']),
});

describe('searchFields', () => {
  it('reads what the page declares', () => {
    expect(read({ q: 'a b', paused: 'true', state: 'closed' })).toEqual({
      q: 'a b',
      paused: true,
      state: 'closed',
    });
  });

  it('takes as absent whatever it cannot use or does not know', () => {
    expect(read({ q: ['a', 'b'], paused: 'yes', state: 'toString', other: '1' })).toEqual({});
  });
});
