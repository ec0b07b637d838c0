import { describe, expect, it } from 'vitest';
import { redactText, redactValue } from './redact.js';

describe('redactText', () => {
  it.each([
    'connect postgres://app:canary-5@db:5432/x failed',
    'Authorization: Bearer canary-5',
    'Authorization: Basic canary-5',
    'used bks_canary-5 once',
    'GET /sign-in?token=canary-5&x=1',
    '{"password":"canary-5"}',
    'redis://:canary-5@cache:6379',
  ])('hides the secret of %j', (text) => {
    expect(redactText(text)).not.toContain('canary-5');
    expect(redactText(text)).toContain('[redacted]');
  });

  it('leaves ordinary text alone', () => {
    const text = 'POST /posts 201 in 12 ms; see https://example.com/a?page=2';

    expect(redactText(text)).toBe(text);
  });
});

describe('redactValue', () => {
  it('hides values by the name of their field at any depth', () => {
    const hidden = redactValue({
      user: { passwordHash: 'x1', api_key: 'x2', name: 'alice' },
      headers: [{ Authorization: 'x3', 'set-cookie': 'x4' }],
      tokens: 2,
    });

    expect(JSON.stringify(hidden)).not.toMatch(/x[1-4]/);
    expect(hidden).toMatchObject({ user: { name: 'alice' }, tokens: 2 });
  });

  it('ends in a structure that contains itself', () => {
    const loop: Record<string, unknown> = { a: 1 };
    loop['self'] = loop;

    expect(JSON.stringify(redactValue(loop))).toContain('[deeper]');
  });
});
