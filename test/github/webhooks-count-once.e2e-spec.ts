import { randomUUID } from 'node:crypto';
import { sign } from '@octokit/webhooks-methods';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { exampleOf, inRepository } from '../support/github/examples.js';
import { GITHUB_SECRET, GithubSender } from '../support/github/github-sender.js';

const OLD_SECRET = 'the secret that was used before';

let test: TestApp;
let sender: GithubSender;
let repositories = 0;

beforeAll(async () => {
  test = await createTestApp({
    roles: ['web'],
    env: { BACKSTORY_GITHUB_SECRET: `${GITHUB_SECRET},${OLD_SECRET}` },
  });
  sender = new GithubSender(test);
});
afterAll(() => test?.close());

const opened = () => {
  repositories += 1;
  const repository = { id: 500_000 + repositories, full_name: `octo-org/once-${repositories}` };
  return inRepository(repository, exampleOf('issues', 'opened'));
};

const bodyText = () => JSON.stringify(opened());

/** Everything that could have changed. */
async function trace(): Promise<unknown> {
  const [row] = await test.dataSource.query(
    `SELECT (SELECT count(*)::int FROM backstory.versions) AS versions,
       (SELECT count(*)::int FROM backstory.outbox) AS outbox,
       (SELECT count(*)::int FROM github_deliveries) AS deliveries`,
  );
  return row;
}

describe('a delivery', () => {
  it('that comes again has no second effect', async () => {
    const [payload, delivery] = [opened(), randomUUID()];
    await sender.send('issues', payload, { delivery });
    const before = await trace();

    const again = await sender.send('issues', payload, { delivery });

    expect(again).toMatchObject({ status: 200, body: { delivery, outcome: 'seen_before' } });
    expect(await trace()).toEqual(before);
  });

  it('that somebody sends again under another id has none either', async () => {
    const payload = opened();
    await sender.send('issues', payload);
    const before = await trace();

    const replayed = await sender.send('issues', payload);

    expect(replayed).toMatchObject({ status: 200, body: { outcome: 'seen_before' } });
    expect(await trace()).toEqual(before);
  });

  it('that comes many times at once makes one issue', async () => {
    const [payload, delivery] = [opened(), randomUUID()];

    const answers = await Promise.all(
      Array.from({ length: 8 }, () => sender.send('issues', payload, { delivery })),
    );

    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    const outcomes = answers.map(({ body }) => String(body['outcome'])).toSorted();
    expect(outcomes).toEqual(['mirrored', ...Array<string>(7).fill('seen_before')]);
    const issues = await test.dataSource.query(
      `SELECT id FROM issues WHERE project_id =
         (SELECT project_id FROM github_repositories WHERE full_name = $1)`,
      [(payload['repository'] as { full_name: string }).full_name],
    );
    expect(issues).toHaveLength(1);
  });

  it('of the same news in different words at once makes one issue', async () => {
    const payload = opened();

    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, number) => sender.send('issues', { ...payload, number })),
    );

    const outcomes = answers.map(({ body }) => String(body['outcome'])).toSorted();
    expect(outcomes).toEqual(['mirrored', ...Array<string>(5).fill('unchanged')]);
    expect(new Set(answers.map(({ body }) => body['issue_id'])).size).toBe(1);
  });

  it('is taken whatever else comes in about the same repository', async () => {
    const [first, names] = [opened(), ['bug', 'docs', 'later', 'now']];
    const payloads = Array.from({ length: 24 }, (_, index) => {
      const labels = names.map((_name, place) => ({
        name: names[(place + index) % names.length],
        color: 'd73a4a',
        description: null,
      }));
      const at = `2024-05-01T10:00:${String(index).padStart(2, '0')}Z`;
      const issue = {
        ...(first['issue'] as object),
        number: 1 + (index % 4),
        labels,
        updated_at: at,
      };
      return { ...first, action: 'labeled', label: labels[0], issue };
    });

    const answers = await Promise.all(payloads.map((payload) => sender.send('issues', payload)));

    expect(answers.map(({ status }) => status)).toEqual(Array(24).fill(200));
    expect(new Set(answers.map(({ body }) => body['issue_id'])).size).toBe(4);
  });

  it('counts when it failed before', async () => {
    const [payload, delivery] = [opened(), randomUUID()];
    await test.dataSource.query(
      'ALTER TABLE issues ADD CONSTRAINT nothing_new CHECK (id < 0) NOT VALID',
    );
    const failed = await sender.send('issues', payload, { delivery });
    await test.dataSource.query('ALTER TABLE issues DROP CONSTRAINT nothing_new');

    expect(failed.status).toBeGreaterThanOrEqual(400);
    const again = await sender.send('issues', payload, { delivery });
    expect(again).toMatchObject({ status: 200, body: { outcome: 'mirrored' } });
  });
});

describe('a signature', () => {
  it('may be made with the secret before, while both are set', async () => {
    const answer = await sender.send('issues', opened(), { secret: OLD_SECRET });

    expect(answer).toMatchObject({ status: 200, body: { outcome: 'mirrored' } });
  });

  it.each([
    ['with another secret', { secret: 'not the secret at all' }],
    ['by nobody', { headers: { 'x-hub-signature-256': undefined } }],
    ['with nothing', { headers: { 'x-hub-signature-256': '' } }],
    ['in the old way', { headers: { 'x-hub-signature-256': `sha1=${'0'.repeat(40)}` } }],
    ['with zeros', { headers: { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` } }],
    ['in part', { headers: { 'x-hub-signature-256': 'sha256=00' } }],
    [
      'with characters of many bytes',
      { headers: { 'x-hub-signature-256': `sha256=${'\u00fc'.repeat(64)}` } },
    ],
  ])('%s is refused and leaves nothing', async (_how, sending) => {
    const before = await trace();

    const answer = await sender.send('issues', opened(), sending);

    expect(answer).toMatchObject({
      status: 401,
      type: expect.stringContaining('application/problem+json') as string,
      body: { code: 'ISSUES_GITHUB_SIGNATURE_WRONG' },
    });
    expect(await trace()).toEqual(before);
  });

  it('covers every byte of the body', async () => {
    const text = JSON.stringify(opened());
    const signature = await sign(GITHUB_SECRET, text);
    for (const body of [`${text} `, text.replace('opened', 'closed'), text.slice(0, -1)]) {
      const answer = await sender.send('issues', body, {
        headers: { 'x-hub-signature-256': signature },
      });
      expect(answer.status).toBe(401);
    }
  });

  it('cannot be checked without a secret, and the answer says how to set one', async () => {
    const plain = await createTestApp({ roles: ['web'], databaseUrl: test.databaseUrl });
    try {
      const answer = await new GithubSender(plain).send('issues', opened());

      expect(answer).toMatchObject({
        status: 404,
        body: {
          code: 'ISSUES_GITHUB_NOT_CONFIGURED',
          detail: expect.stringContaining('BACKSTORY_GITHUB_SECRET') as string,
        },
      });
    } finally {
      await plain.close();
    }
  });
});

describe('a body that nothing good comes of', () => {
  const cases: [string, () => string, number, string][] = [
    ['is empty', () => '', 401, 'ISSUES_GITHUB_SIGNATURE_WRONG'],
    ['is cut off', () => bodyText().slice(0, 2_000), 400, 'HTTP_MALFORMED_JSON'],
    ['is nothing', () => 'null', 400, 'HTTP_INVALID_INPUT'],
    ['is a list', () => '[]', 400, 'HTTP_INVALID_INPUT'],
    ['is too deep', () => '['.repeat(40_000), 400, 'HTTP_UNACCEPTABLE_JSON'],
    [
      'holds NUL',
      () => bodyText().replace('Spelling error', String.raw`Spelling\u0000error`),
      400,
      'HTTP_UNACCEPTABLE_JSON',
    ],
    [
      'has another prototype',
      () => `{"__proto__":{},${bodyText().slice(1)}`,
      400,
      'HTTP_UNACCEPTABLE_JSON',
    ],
    [
      'has a number for a title',
      () => bodyText().replace('"Spelling error in the README file"', '7'),
      400,
      'HTTP_INVALID_INPUT',
    ],
    [
      'is larger than any issue',
      () => `{"a":"${'x'.repeat(3 * 1024 * 1024)}"}`,
      413,
      'HTTP_BODY_TOO_LARGE',
    ],
  ];

  it.each(cases)('because it %s is refused with a reason', async (_what, body, status, code) => {
    const before = await trace();

    const answer = await sender.send('issues', body());

    expect(answer).toMatchObject({
      status,
      type: expect.stringContaining('application/problem+json') as string,
      body: { code },
    });
    expect(await trace()).toEqual(before);
  });

  it('names the field that is wrong', async () => {
    const { body } = await sender.send(
      'issues',
      bodyText().replace('"number":1,', '"number":"1",'),
    );

    expect(body['errors']).toContainEqual({
      field: 'issue.number',
      problem: 'expected number, received string',
      remedy: 'Send a number.',
    });
  });

  it.each([
    ['x-github-event', undefined, 400],
    ['x-github-event', 'Issues; DROP TABLE', 400],
    ['x-github-delivery', undefined, 400],
    ['x-github-delivery', 'a', 400],
    ['x-github-delivery', 'a'.repeat(500), 400],
    ['content-type', 'application/x-www-form-urlencoded', 415],
    ['content-encoding', 'gzip', 415],
  ])('whose header %s is %s gets a problem', async (name, value, status) => {
    const before = await trace();

    const answer = await sender.send('issues', opened(), { headers: { [name]: value } });

    expect(answer.status).toBe(status);
    expect(answer.type).toContain('application/problem+json');
    expect(await trace()).toEqual(before);
  });
});
