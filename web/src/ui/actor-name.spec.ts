import { describe, expect, it } from 'vitest';
import { actorName } from './actor-name.js';

describe('the name of an actor', () => {
  it('leaves the address of a git author out', () => {
    expect(actorName('Ada Lovelace <ada@example.org>')).toBe('Ada Lovelace');
    expect(actorName('<ada@example.org>')).toBe('<ada@example.org>');
  });

  it('keeps every other actor as it is', () => {
    expect(actorName('alice')).toBe('alice');
    expect(actorName('db:postgres')).toBe('db:postgres');
    expect(actorName(null)).toBe('somebody');
  });
});
