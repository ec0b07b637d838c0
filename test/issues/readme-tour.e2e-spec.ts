import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.js';
import { runCli } from '../../src/cli/run-cli.js';
import { startMailServer, type MailServer } from '../channels/support/start-mail-server.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { eventually } from '../support/eventually.js';
import { query } from '../support/query.js';
import { TestClient } from '../support/test-client.js';

const run = promisify(execFile);

interface Invoice {
  readonly total_price: string;
}

/** What is to be pasted in one section. */
async function blocksOf(title: string): Promise<string[]> {
  const readme = await readFile('README.md', 'utf8');
  const section = readme.split(`### ${title}`)[1]!.split(/\n###? /)[0]!;
  return [...section.matchAll(/```sh\n(.*?)```/gs)].map((match) => match[1]!);
}

describe('the tour in the README', () => {
  let smtp: MailServer;
  let test: TestApp;
  let token: string;
  const lines: string[] = [];
  const surroundings = () => ({
    print: (text: string) => lines.push(text),
    printError: (text: string) => lines.push(text),
    env: { DATABASE_URL: test.databaseUrl },
  });

  beforeAll(async () => {
    smtp = await startMailServer();
    test = await createTestApp({
      env: {
        BACKSTORY_SMTP_URL: smtp.url,
        BACKSTORY_MAIL_FROM: 'Backstory <backstory@example.org>',
      },
    });
    expect(await runCli(COMMANDS, ['seed'], surroundings()), lines.join('\n')).toBe(0);
    const scopes = ['--user', 'alice', '--scopes', 'read,write,operate'];
    expect(await runCli(COMMANDS, ['token', ...scopes], surroundings()), lines.join('\n')).toBe(0);
    token = lines.at(-1)!;
  });

  afterAll(async () => {
    await test?.close();
    await smtp?.close();
  });

  /** @returns what the shell prints; no answer of the API may be a refusal */
  async function paste(...blocks: string[]): Promise<string> {
    const readme = await readFile('README.md', 'utf8');
    const api = /^api\(\) .*$/m.exec(readme)![0];
    const script = [`TOKEN=${token}`, api, ...blocks].join('\n');
    const { stdout } = await run('bash', [
      '-e',
      '-c',
      script.replaceAll('localhost:3000', test.url.slice('http://'.length)),
    ]);
    expect(stdout.match(/"status":[45]\d\d/), stdout).toBeNull();
    return stdout;
  }

  it('shows what happens because of a comment, when it is pasted', async () => {
    const blocks = await blocksOf('What happens because of it');
    expect(blocks).toHaveLength(3);

    const stdout = await paste(...blocks);

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

  it('shows a total that follows an item changed in psql', async () => {
    const [change, look, verify] = await blocksOf('An invoice item, changed in psql');
    // What psql is given; psql itself may not be here.
    const statements = [...change!.matchAll(/-c "([^"]*)"/g)].map(([, statement]) => statement!);
    expect(statements).toHaveLength(2);

    await query(test.databaseUrl, statements.join(';'));

    const total = "SELECT total_price FROM invoices WHERE number = 'INV-000001'";
    await eventually(
      async () => (await query<Invoice>(test.databaseUrl, total))[0]?.total_price === '141.20',
      { within: 20_000, every: 100 },
    );
    const stdout = await paste(look!);
    expect(stdout).toContain('"total_price":"141.20"');
    expect(stdout).toContain('"reason":"one kilo more"');
    expect(stdout).toContain('invoice-totals');
    expect(verify).toContain('billing verify');
    expect(await runCli(COMMANDS, ['billing', 'verify'], surroundings())).toBe(0);
  });
});
