import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveConsole } from '../../src/http/console/serve-console.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';

const PAGE = '<meta name="csp-nonce" content="__CSP_NONCE__" /><script src="assets/a-1.js">';

describe('the console', () => {
  let folder: string;
  let test: TestApp;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'console-'));
    mkdirSync(path.join(folder, 'dist/assets'), { recursive: true });
    writeFileSync(path.join(folder, 'secret.txt'), 'outside');
    writeFileSync(path.join(folder, 'dist/index.html'), PAGE);
    writeFileSync(path.join(folder, 'dist/favicon.svg'), '<svg/>');
    writeFileSync(path.join(folder, 'dist/assets/a-1.js'), 'plain()');
    writeFileSync(path.join(folder, 'dist/assets/a-1.js.br'), 'brotli');
    writeFileSync(path.join(folder, 'dist/assets/a-1.js.gz'), 'gzip');
    test = await createTestApp({
      prepare: (app) => void app.use('/built', serveConsole(path.join(folder, 'dist'))),
    });
  });

  afterAll(async () => {
    await test?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function get(at: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${test.url}/built${at}`, {
      headers: { 'accept-encoding': 'identity', ...headers },
    });
  }

  it.each(['', '/', '/index.html', '/records/Post/7', '/activity?item_type=Post'])(
    'answers %j with the page, never from a cache',
    async (at) => {
      const answer = await get(at);

      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
      expect(answer.headers.get('cache-control')).toBe('no-cache');
      expect(await answer.text()).toContain('<script src="assets/a-1.js">');
    },
  );

  it('gives each page a nonce of its own, in the page and in the policy', async () => {
    const answers = await Promise.all([get('/'), get('/')]);
    const nonces = await Promise.all(
      answers.map(async (answer) => /content="([^"]{22,})"/.exec(await answer.text())?.[1]),
    );

    expect(new Set(nonces).size).toBe(2);
    answers.forEach((answer, index) => {
      const policy = answer.headers.get('content-security-policy');
      expect(policy).toContain(`style-src 'self' 'nonce-${nonces[index]}'`);
      expect(policy).toMatch(/script-src 'self'(;|$)/);
    });
  });

  it('serves hashed assets for ever, compressed as the browser likes', async () => {
    const plain = await get('/assets/a-1.js');

    expect(plain.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(plain.headers.get('content-type')).toMatch(/javascript/);
    expect(await plain.text()).toBe('plain()');
    for (const [accepts, encoding] of [
      ['br, gzip', 'br'],
      ['gzip', 'gzip'],
    ] as const) {
      // The fake is no real brotli: only the headers can be looked at.
      const compressed = await fetch(`${test.url}/built/assets/a-1.js`, {
        method: 'HEAD',
        headers: { 'accept-encoding': accepts },
      });
      expect(compressed.headers.get('content-encoding')).toBe(encoding);
      expect(compressed.headers.get('content-type')).toMatch(/javascript/);
    }
  });

  it('lets other files be checked for a newer version', async () => {
    const answer = await get('/favicon.svg');

    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(answer.headers.get('content-type')).toMatch(/svg/);
  });

  it.each([
    '/assets/gone.js',
    '/assets/',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
  ])('answers %s with 404', async (at) => {
    const answer = await get(at);

    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain('outside');
  });

  it('never leaves its folder', async () => {
    expect(await (await get('/..%2fsecret.txt')).text()).not.toContain('outside');
  });
});
