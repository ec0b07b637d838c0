import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.js';
import { runCli } from '../../src/cli/run-cli.js';
import { startMailServer, type MailServer } from '../channels/support/start-mail-server.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { eventually } from '../support/eventually.js';
import { TestClient } from '../support/test-client.js';

const run = promisify(execFile);

describe('the tour in the README', () => {
  let smtp: MailServer;
  let test: TestApp;
  let token: string;

  beforeAll(async () => {
    smtp = await startMailServer();
    test = await createTestApp({
      env: {
        BACKSTORY_SMTP_URL: smtp.url,
        BACKSTORY_MAIL_FROM: 'Backstory <backstory@example.org>',
      },
    });
    const lines: string[] = [];
    const surroundings = {
      print: (text: string) => lines.push(text),
      printError: (text: string) => lines.push(text),
      env: { DATABASE_URL: test.databaseUrl },
    };
    expect(await runCli(COMMANDS, ['seed'], surroundings), lines.join('\n')).toBe(0);
    const scopes = ['--user', 'alice', '--scopes', 'read,write,operate'];
    expect(await runCli(COMMANDS, ['token', ...scopes], surroundings), lines.join('\n')).toBe(0);
    token = lines.at(-1)!;
  });

  afterAll(async () => {
    await test?.close();
    await smtp?.close();
  });

  it('shows what happens because of a comment, when it is pasted', async () => {
    const readme = await readFile('README.md', 'utf8');
    const api = /^api\(\) .*$/m.exec(readme)![0];
    const section = readme.split('### What happens because of it')[1]!.split('\n## ')[0]!;
    const blocks = [...section.matchAll(/```sh\n(.*?)```/gs)].map((match) => match[1]!);
    expect(blocks).toHaveLength(3);
    const script = [`TOKEN=${token}`, api, ...blocks].join('\n');

    const { stdout } = await run('bash', [
      '-e',
      '-c',
      script.replaceAll('localhost:3000', test.url.slice('http://'.length)),
    ]);

    expect(stdout.match(/"status":[45]\d\d/), stdout).toBeNull();
    expect(stdout).toContain('"kind":"comment_added"');
    expect(stdout).toContain('"matched":');
    const client = new TestClient(test.url, { authorization: `Bearer ${token}` });
    const trace = await eventually(
      async () => {
        const { body } = await client.get<object>('/correlations/the-tour');
        const text = JSON.stringify(body);
        return ['"event":"comment_added"', 'workflow:', 'label_added', '"kind":"delivery"'].every(
          (part) => text.includes(part),
        )
          ? text
          : undefined;
      },
      { within: 20_000, every: 100 },
    );
    expect(trace).toContain('"kind":"version"');
    const subjects = await eventually(
      () => {
        const toMia = smtp.received.filter(({ to }) => to.includes('mia@example.com'));
        return toMia.length >= 2 ? toMia.map(({ mail }) => mail.subject) : undefined;
      },
      { within: 20_000, every: 100 },
    );
    expect(subjects).toContain('[WEB-1] The till forgets the tip');
    const toAlice = smtp.received.filter(({ to }) => to.includes('alice@example.com'));
    // The workflow's answer may reach her; her own words may not.
    expect(toAlice.map(({ mail }) => mail.text).join()).not.toMatch(/the cookie|two tills/);
  });
});
