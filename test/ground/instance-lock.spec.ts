import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeInstanceLock } from '../../scripts/lib/instance-lock.mjs';
import { identityOf } from '../../scripts/lib/process-identity.mjs';

describe('the instance lock', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'backstory-lock-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('names its holder while that runs, and is free after release', () => {
    const first = takeInstanceLock(folder);
    expect(takeInstanceLock(folder)).toEqual({ holder: identityOf(process.pid) });
    if ('release' in first) first.release();
    expect(takeInstanceLock(folder)).toHaveProperty('release');
  });

  it.each([
    ['whose process is gone', { pid: 2 ** 22 - 1, startedAt: '1' }],
    ['whose pid was given to another process since', { pid: process.pid, startedAt: '1' }],
    ['that was cut short by a power cut', undefined],
  ])('takes over one %s', (_, holder) => {
    writeFileSync(path.join(folder, 'lock'), holder ? JSON.stringify(holder) : '{"pi');
    expect(takeInstanceLock(folder)).toHaveProperty('release');
    expect(existsSync(path.join(folder, 'lock'))).toBe(true);
  });
});
