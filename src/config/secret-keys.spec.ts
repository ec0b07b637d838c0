import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEnv } from './env.js';
import { secretKeys } from './secret-keys.js';

describe('the keys of this deployment', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'keys-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const keys = (more: Record<string, string> = {}): readonly string[] =>
    secretKeys(readEnv({ DATABASE_URL: 'postgres://db/x', BACKSTORY_DATA: folder, ...more }));

  it('are one of its own, made once, that nobody else reads', () => {
    const inside = { BACKSTORY_DATA: path.join(folder, 'state') };
    const [key] = keys(inside);

    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(keys(inside)).toEqual([key]);
    const file = path.join(folder, 'state/secret.key');
    expect(readFileSync(file, 'utf8')).toBe(`${key}\n`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('are those configured, the one in use first', () => {
    const [next, old] = ['n'.repeat(32), 'o'.repeat(32)];

    expect(keys({ BACKSTORY_SECRET_KEY: `${next}, ${old}` })).toEqual([next, old]);
    expect(() => keys({ BACKSTORY_SECRET_KEY: 'short' })).toThrow(/less than 32 characters/);
  });

  it('say what to do where the folder takes no file', () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');

    expect(() => keys({ BACKSTORY_DATA: file })).toThrow(/set BACKSTORY_SECRET_KEY/);
  });
});
