import { describe, expect, it } from 'vitest';
import { SecretBox } from './secret-box.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

describe('a sealed secret', () => {
  const old = new SecretBox(['the first key of all, long enough']);
  const both = new SecretBox([
    'the second key, also long enough',
    'the first key of all, long enough',
  ]);
  const sealed = old.seal(SECRET, 'webhook:7');

  it('tells nothing, is never the same twice, and opens again', () => {
    expect(sealed).not.toContain(SECRET.slice(6, 16));
    expect(old.seal(SECRET, 'webhook:7')).not.toBe(sealed);
    expect(old.open(sealed, 'webhook:7')).toBe(SECRET);
  });

  it('opens with an old key while the new one is in front, and asks to be sealed anew', () => {
    expect(both.open(sealed, 'webhook:7')).toBe(SECRET);
    expect([old.isCurrent(sealed), both.isCurrent(sealed)]).toEqual([true, false]);
    expect(both.isCurrent(both.seal(SECRET, 'webhook:7'))).toBe(true);
  });

  it('opens in no other place, with no other key, and with no letter changed', () => {
    const strange = new SecretBox(['another key, which is long enough']);
    const changed = sealed.slice(0, -4) + (sealed.endsWith('AAAA') ? 'BBBB' : 'AAAA');

    expect(() => old.open(sealed, 'webhook:8')).toThrow();
    expect(() => strange.open(sealed, 'webhook:7')).toThrow(/no key that opens/);
    expect(() => old.open(changed, 'webhook:7')).toThrow();
  });

  it('may have been kept in plain text before there was a key', () => {
    const none = new SecretBox([]);

    expect(none.seal(SECRET, 'webhook:7')).toBe(SECRET);
    expect([none.isCurrent(SECRET), old.isCurrent(SECRET)]).toEqual([true, false]);
    expect(old.open(SECRET, 'webhook:7')).toBe(SECRET);
  });
});
