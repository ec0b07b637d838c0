import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SignInLinksService, UsersService } from '../../src/domain/identity/index.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';

const run = promisify(execFile);

describe('the tour in docs/guides/api.md', () => {
  let test: TestApp;
  let folder: string;

  beforeAll(async () => {
    test = await createTestApp();
    folder = await mkdtemp(path.join(tmpdir(), 'tour-'));
  });

  afterAll(async () => {
    await test.close();
    await rm(folder, { recursive: true });
  });

  it('works when it is pasted', async () => {
    const guide = await readFile('docs/guides/api.md', 'utf8');
    const blocks = [...guide.matchAll(/```bash\n(.*?)```/gs)].map((match) => match[1]!);
    const admin = await test.app
      .get(UsersService)
      .create({ name: 'alice', display_name: 'Alice', role: 'admin' });
    const link = await test.app.get(SignInLinksService).issue(admin.id);
    const script = blocks
      .join('\n')
      .replace('http://localhost:3000', test.url)
      .replace('npm run -s backstory -- sign-in-link', `echo '${test.url}/sign-in?token=${link}'`);

    const { stdout } = await run('bash', ['-e', '-c', script], { cwd: folder });

    expect(blocks.length).toBeGreaterThan(4);
    const lines = stdout.split('\n').filter(Boolean);
    expect(lines.slice(0, 2).map((line) => JSON.parse(line).user.name)).toEqual(['alice', 'alice']);
    expect(stdout).toContain('"title":"The tour"');
    expect(stdout).toContain('"code":"HTTP_VERSION_STALE"');
    expect(stdout).toContain('"correlation_id":"tour-goodbye"');
    expect(stdout).toContain('"reason":"The tour goes on"');
    expect(stdout.match(/"status":(4(?!12)|5)\d\d/), 'no other error').toBeNull();
  });
});
