import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleTest, startConsole } from './support/console-test.js';
import { mayLeaveOut } from './support/find-browser.js';

describe.skipIf(mayLeaveOut)('the first load of the console', { timeout: 60_000 }, () => {
  let test: ConsoleTest;

  beforeAll(async () => {
    test = await startConsole();
  });
  afterAll(() => test.close());

  it('takes at most 230 kB of compressed script and 40 kB of compressed style', async () => {
    const page = await test.tab(test.admin);
    const loaded = new Set<string>();
    page.on('request', (request) => loaded.add(new URL(request.url()).pathname));
    await page.goto('/console/');
    await page.getByRole('heading', { name: 'Live activity' }).waitFor();
    const size = (ending: string): number =>
      [...loaded]
        .filter((name) => name.startsWith('/console/assets/') && name.endsWith(ending))
        .reduce((sum, name) => sum + compressedSize(name), 0);
    expect(size('.js')).toBeGreaterThan(50_000);
    expect(size('.js')).toBeLessThanOrEqual(230_000);
    expect(size('.css')).toBeLessThanOrEqual(40_000);
  });
});

function compressedSize(urlPath: string): number {
  const file = path.resolve('web/dist', urlPath.replace('/console/', ''));
  return gzipSync(readFileSync(file)).length;
}
