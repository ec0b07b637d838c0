import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import {
  exampleOf,
  type ExamplePayload,
  GITHUB_EXAMPLES,
  inRepository,
} from '../support/github/examples.js';
import { GITHUB_SECRET, GithubSender } from '../support/github/github-sender.js';
import { signIn, type SignedIn } from '../support/sign-in.js';

interface IssuePayload {
  readonly title: string;
  readonly body?: string | null;
  readonly number: number;
  readonly state?: string;
  readonly locked?: boolean;
  readonly user: { readonly login: string };
  readonly labels?: readonly { readonly name: string; readonly color: string }[];
  readonly assignees?: readonly { readonly login: string }[];
  readonly milestone?: { readonly title: string } | null;
  readonly created_at: string;
  readonly pull_request?: unknown;
}

interface VersionRow {
  readonly item_type: string;
  readonly event: string;
  readonly whodunnit: string;
  readonly actor_type: string;
  readonly at: string;
  readonly object_changes: Record<string, [unknown, unknown]>;
}

let test: TestApp;
let sender: GithubSender;
let viewer: SignedIn;
let repositories = 0;

beforeAll(async () => {
  test = await createTestApp({
    roles: ['web'],
    env: { BACKSTORY_GITHUB_SECRET: GITHUB_SECRET },
  });
  sender = new GithubSender(test);
  viewer = await signIn(test, 'viewer');
});
afterAll(() => test?.close());

const at = (minute: number) => `2024-05-01T10:0${minute}:00Z`;

/** A repository of the test's own. */
const anew = () => ({ id: 900_000 + ++repositories, full_name: `octo-org/repo-${repositories}` });

const read = async (id: unknown) =>
  (await viewer.client.get<Record<string, unknown>>(`/issues/${String(id)}`)).body;

async function versionsOf(correlationId: string): Promise<VersionRow[]> {
  return test.dataSource.query(
    `SELECT item_type, event, whodunnit, actor_type, object_changes,
       to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at
     FROM backstory.versions WHERE correlation_id = $1 ORDER BY id`,
    [correlationId],
  );
}

async function eventsOf(correlationId: string): Promise<string[]> {
  const rows = await test.dataSource.query<Record<'action' | 'actor' | 'at', string>[]>(
    `SELECT action, actor_type || ' ' || actor_id AS actor,
       to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at
     FROM issue_events WHERE correlation_id = $1 ORDER BY id`,
    [correlationId],
  );
  return rows.map(({ action, actor, at: time }) => `${action} by ${actor} ${time}`);
}

/** What our API must say of an issue that GitHub describes so; what GitHub left out is not asked. */
function expected(issue: IssuePayload) {
  const { labels, assignees, milestone, state, locked, body } = issue;
  return {
    number: issue.number,
    title: issue.title,
    created_at: new Date(issue.created_at).toISOString(),
    author: { id: null, name: `github:${issue.user.login}` },
    ...(body !== undefined && { body: body ?? '' }),
    ...(state && { state }),
    ...(locked !== undefined && { locked }),
    ...(labels && {
      labels: labels.map(({ name, color }) =>
        expect.objectContaining({ name, colour: `#${color}` }),
      ),
    }),
    ...(assignees && {
      assignees: assignees.map(({ login }) =>
        expect.objectContaining({ name: `github-${login.toLowerCase()}`, display_name: login }),
      ),
    }),
    ...(milestone !== undefined && {
      milestone: milestone && expect.objectContaining({ title: milestone.title }),
    }),
  };
}

const aboutIssues = GITHUB_EXAMPLES.filter(
  ({ name, payload }) => ['issues', 'issue_comment'].includes(name) && payload.action !== 'deleted',
).map(({ name, payload }, index) => ({
  title: `${name} ${payload.action} (${index})`,
  name,
  payload,
}));

describe('every example of an issue event', () => {
  it.each(aboutIssues)('$title leaves the issue as GitHub has it', async ({ name, payload }) => {
    const sent = inRepository(anew(), payload);
    const delivery = randomUUID();
    const answer = await sender.send(name, sent, { delivery });
    const moved = (sent.changes as { new_issue?: IssuePayload } | undefined)?.new_issue;
    const issue = moved ?? (sent['issue'] as IssuePayload);

    if (issue.pull_request !== undefined) {
      expect(answer.body).toMatchObject({
        outcome: 'ignored',
        reason: 'it is about a pull request',
      });
      return;
    }
    expect(answer).toMatchObject({ status: 200, body: { delivery, outcome: 'mirrored' } });
    expect(await read(answer.body['issue_id'])).toMatchObject(expected(issue));
    const versions = await versionsOf(delivery);
    const made = versions.find(({ item_type: type }) => type === 'Issue');
    expect(made).toMatchObject({
      event: 'create',
      whodunnit: `github:${issue.user.login}`,
      at: issue.created_at,
    });
    expect(new Set(versions.map((version) => version.actor_type))).toEqual(new Set(['github']));
  });

  it.each(GITHUB_EXAMPLES.filter(({ name }) => name === 'label' || name === 'milestone'))(
    '$name $payload.action is followed',
    async ({ name, payload }) => {
      const sent = inRepository(anew(), payload);
      const { body } = await sender.send(name, sent);

      expect(body['outcome']).toBe(payload.action === 'deleted' ? 'unchanged' : 'mirrored');
    },
  );

  it('of other things changes nothing and says so', async () => {
    const others = GITHUB_EXAMPLES.filter(
      ({ name }) => !['issues', 'issue_comment', 'label', 'milestone'].includes(name),
    );
    const before = await test.dataSource.query('SELECT count(*) FROM backstory.versions');

    const answers = await Promise.all(
      others.map(({ name, payload }) => sender.send(name, payload)),
    );

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(answers[0]?.body).toMatchObject({
      outcome: 'ignored',
      reason: expect.stringContaining('are not mirrored') as string,
    });
    expect(await test.dataSource.query('SELECT count(*) FROM backstory.versions')).toEqual(before);
    const [counted] = await test.dataSource.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM github_deliveries WHERE event = 'push' AND outcome = 'ignored'`,
    );
    expect(counted?.n).toBeGreaterThan(0);
  });
});

describe('the life of an issue', () => {
  const repository = anew();
  let issueId: unknown;

  /** A later event about the same issue, done by somebody at some minute. */
  async function tell(
    name: string,
    payload: ExamplePayload,
    minute: number,
    login: string,
    changes: Record<string, unknown> = {},
  ): Promise<{ versions: VersionRow[]; events: string[] }> {
    const delivery = randomUUID();
    const issue = {
      ...(exampleOf('issues', 'opened')['issue'] as object),
      labels: [],
      assignees: [],
      milestone: null,
      created_at: at(0),
      updated_at: at(minute),
      ...changes,
    };
    const sent = inRepository(repository, { ...payload, issue, sender: { login } });
    const answer = await sender.send(name, sent, { delivery });
    expect(answer).toMatchObject({ status: 200, body: { outcome: 'mirrored' } });
    issueId = answer.body['issue_id'] ?? issueId;
    return { versions: await versionsOf(delivery), events: await eventsOf(delivery) };
  }

  it('is told by everybody who had a part in it, at the time they had it', async () => {
    const opened = await tell('issues', exampleOf('issues', 'opened'), 0, 'Codertocat');
    const bug = { name: 'bug', color: 'd73a4a', description: '' };
    const labelled = await tell(
      'issues',
      { ...exampleOf('issues', 'labeled'), label: bug },
      1,
      'hubot',
      { labels: [bug] },
    );
    const comment = {
      ...(exampleOf('issue_comment', 'created')['comment'] as object),
      id: 77_001,
      user: { login: 'Octocat' },
      created_at: at(2),
      updated_at: at(2),
    };
    const said = await tell(
      'issue_comment',
      { ...exampleOf('issue_comment', 'created'), comment },
      2,
      'Octocat',
      { labels: [bug] },
    );
    const closed = await tell(
      'issues',
      { ...exampleOf('issues', 'reopened'), action: 'closed' },
      3,
      'mona',
      { labels: [bug], state: 'closed', state_reason: 'not_planned', closed_at: at(3) },
    );

    expect([opened, labelled, said, closed].flatMap(({ events }) => events)).toEqual([
      `opened by github github:Codertocat ${at(0)}`,
      `label_added by github github:hubot ${at(1)}`,
      `comment_added by github github:Octocat ${at(2)}`,
      `closed by github github:mona ${at(3)}`,
    ]);
    const facts = [opened, labelled, said, closed].map(({ versions }) =>
      versions
        .filter(({ item_type: type }) => /^Issue(\.labels|Comment)?$/.test(type))
        .map(({ item_type: type, event, whodunnit, at: time }) =>
          [type, event, whodunnit, time].join(' '),
        ),
    );
    expect(facts).toEqual([
      [`Issue create github:Codertocat ${at(0)}`],
      [`Issue.labels create github:hubot ${at(1)}`],
      [`IssueComment create github:Octocat ${at(2)}`],
      [`Issue update github:mona ${at(3)}`],
    ]);
    expect(await read(issueId)).toMatchObject({
      state: 'closed',
      closed_reason: 'not_planned',
      closed_at: new Date(at(3)).toISOString(),
      last_activity_at: new Date(at(3)).toISOString(),
      comment_count: 1,
    });
  });

  it('keeps what people here did to it', async () => {
    const operator = await signIn(test, 'operator');
    await operator.client.post(`/issues/${String(issueId)}/labels`, { labels: ['ours'] });

    await tell('issues', { ...exampleOf('issues', 'edited') }, 4, 'mona', {
      labels: [],
      title: 'Renamed on GitHub',
      state: 'closed',
    });

    expect(await read(issueId)).toMatchObject({
      title: 'Renamed on GitHub',
      labels: [expect.objectContaining({ name: 'ours' })],
    });
  });

  it('goes on in the repository it is transferred to, under its number there', async () => {
    const target = anew();
    const example = exampleOf('issues', 'transferred');
    const { new_issue: issue } = example['changes'] as { new_issue: IssuePayload };
    await sender.send('issues', {
      ...inRepository(repository, example),
      changes: {
        new_repository: target,
        new_issue: { ...issue, number: 42, updated_at: at(6) },
      },
    });

    expect(await read(issueId)).toMatchObject({
      number: 42,
      project: expect.objectContaining({ name: target.full_name }) as object,
    });

    const late = inRepository(repository, exampleOf('issues', 'unlocked'));
    expect((await sender.send('issues', late)).body).toMatchObject({ outcome: 'ignored' });
  });

  it('ends when it is deleted, and news of it that comes later is ignored', async () => {
    const own = anew();
    const { body } = await sender.send('issues', inRepository(own, exampleOf('issues', 'opened')));
    await sender.send('issues', inRepository(own, exampleOf('issues', 'deleted')));
    const gone = await viewer.client.get(`/issues/${String(body['issue_id'])}`);
    const late = await sender.send('issues', inRepository(own, exampleOf('issues', 'unlabeled')));

    expect(gone.status).toBe(404);
    expect(late.body).toMatchObject({ outcome: 'ignored' });
  });
});

describe('comments', () => {
  it('are edited and deleted by whoever did it, whatever came before', async () => {
    const own = anew();
    const send = (action: string, changes: object) => {
      const example = exampleOf('issue_comment', action);
      const comment = { ...(example['comment'] as object), id: 88_001, ...changes };
      return sender.send('issue_comment', inRepository(own, { ...example, comment }));
    };
    const edited = await send('edited', { body: 'second', updated_at: '2024-05-01T10:02:00Z' });
    const late = await send('created', { body: 'first', updated_at: '2024-05-01T10:01:00Z' });
    const path = `/issues/${String(edited.body['issue_id'])}/comments`;
    const { body: page } = await viewer.client.get<{ items: { body: string }[] }>(path);
    expect(page.items.map(({ body }) => body)).toEqual(['second']);
    expect(late.body).toMatchObject({ outcome: 'stale' });

    await send('deleted', {});
    await send('edited', { body: 'third', updated_at: '2024-05-01T10:09:00Z' });
    const { body: after } = await viewer.client.get<{ items: unknown[] }>(path);
    expect(after.items).toEqual([]);
  });
});
