import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { eventually } from '../support/eventually.js';
import { query } from '../support/query.js';
import { signIn, type SignedIn } from '../support/sign-in.js';

const SEED = {
  triggered_on: 'comment_added',
  conditions: [{ attribute: 'created_at', operator: 'less_than', value: '2023-01-01' }],
  actions: [{ type: 'reply', body: 'This is an old issue: please open a new one.' }],
};

interface WorkflowBody {
  id: string;
  version: number;
  enabled: boolean;
  name: string;
  errors: { field: string; problem: string }[];
}

interface VersionBody {
  id: string;
  item_type: string;
  event: string;
  whodunnit: string;
  actor_type: string;
  correlation_id: string;
  object_changes: Record<string, [unknown, unknown]>;
}

interface RunBody {
  id: string;
  status: string;
  skip_reason: string | null;
  correlation_id: string;
  truth: { result: boolean | null; children: { actual: unknown }[] };
  actions: { state: string; result: { comment_id: string } }[];
}

interface Comment {
  id: string;
  body: string;
  author: { name: string };
}

describe('workflows over HTTP', () => {
  let test: TestApp;
  let operator: SignedIn['client'];
  let viewer: SignedIn['client'];
  let old: string;
  let fresh: string;

  beforeAll(async () => {
    test = await createTestApp();
    ({ client: operator } = await signIn(test, 'operator', 'olga'));
    ({ client: viewer } = await signIn(test, 'viewer'));
    const project = await operator.post<{ id: string }>('/projects', { key: 'WEB', name: 'Web' });
    const open = async (title: string) => {
      const path = `/projects/${project.body.id}/issues`;
      return (await operator.post<{ id: string }>(path, { title })).body.id;
    };
    old = await open('The till forgets the tip');
    fresh = await open('The till forgets the time');
    await query(test.databaseUrl, "UPDATE issues SET created_at = '2022-06-01' WHERE id = $1", [
      old,
    ]);
  });

  afterAll(() => test.close());

  const comment = async (issue: string) =>
    (await operator.post<Comment>(`/issues/${issue}/comments`, { body: 'Still so.' })).headers.get(
      'x-correlation-id',
    )!;

  const commentsOf = async (issue: string) =>
    (await viewer.get<{ items: Comment[] }>(`/issues/${issue}/comments`)).body.items;

  const runsOf = async (id: string) =>
    (await viewer.get<{ items: RunBody[] }>(`/workflows/${id}/runs`)).body.items;

  const historyOf = (id: string) =>
    viewer.get<{ items: VersionBody[] }>(`/audit/Workflow/${id}/history?associated=true`);

  it('answer in old issues as the first example of all does', async () => {
    const made = await operator.post<WorkflowBody>('/workflows', SEED);
    expect(made).toMatchObject({ status: 201, body: { ...SEED, enabled: true, version: 1 } });
    const { id } = made.body;

    const correlation = await comment(old);
    await comment(fresh);

    const runs = await eventually(
      async () => {
        const found = await runsOf(id);
        // The reply is a comment, too: the workflow is held against it and does not run on itself.
        expect(found.map((run) => `${run.status} ${run.skip_reason}`).toSorted()).toEqual([
          'skipped automation',
          'skipped conditions',
          'succeeded null',
        ]);
        return found;
      },
      { within: 20_000 },
    );
    expect((await commentsOf(old)).map(({ body, author }) => [author.name, body])).toEqual([
      ['olga', 'Still so.'],
      ['On comment added', SEED.actions[0]!.body],
    ]);
    expect(await commentsOf(fresh)).toHaveLength(1);
    const run = runs.find(({ status }) => status === 'succeeded')!;
    expect(run.truth.children[0]!.actual).toBe('2022-06-01T00:00:00.000Z');
    expect(run.correlation_id).toBe(correlation);
    const tree = await viewer.get<{ items: unknown[] }>(`/correlations/${correlation}`);
    expect(JSON.stringify(tree.body.items)).toContain(`"whodunnit":"workflow:${id}"`);

    await operator.post(`/workflows/${id}/disable`, { reason: 'done' });
  });

  it('are refused with the path of every mistake', async () => {
    const refused = await operator.post<WorkflowBody>('/workflows', {
      triggered_on: 'comment_added',
      conditions: {
        any: [
          { attribute: 'created_at', operator: 'contains', value: '2023' },
          { attribute: 'state', operator: 'is', value: 'opne' },
          { attribute: 'password', operator: 'is', value: 'x' },
        ],
      },
      actions: [{ type: 'reply' }, { type: 'explode' }],
    });

    expect(refused).toMatchObject({ status: 400, body: { code: 'WORKFLOWS_DEFINITION_INVALID' } });
    expect(refused.body.errors.map(({ field }) => field)).toEqual([
      'conditions.any[0].operator',
      'conditions.any[1].value',
      'conditions.any[2].attribute',
      'actions[0].body',
      'actions[1].type',
    ]);
    const checked = await operator.post('/workflows/check', { ...SEED, triggered_on: 'exploded' });
    expect(checked).toMatchObject({
      status: 200,
      body: { valid: false, errors: [{ field: 'triggered_on' }] },
    });
  });

  it('keep what they said before, and let one of two editors win', async () => {
    const made = await operator.post<WorkflowBody>('/workflows', { ...SEED, enabled: false });
    const path = `/workflows/${made.body.id}`;
    const match = { 'if-match': made.headers.get('etag')! };

    const answers = await Promise.all(
      ['one', 'other'].map((name) => operator.patch<WorkflowBody>(path, { name }, match)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 412]));
    const again = await operator.patch<WorkflowBody>(path, { name: answers[0]!.body.name });
    expect(again.body.version).toBe(2);
    const versions = await viewer.get(`${path}/versions`);
    expect(versions.body).toMatchObject({
      items: [
        { number: 2, created_by: 'olga' },
        { number: 1, name: 'On comment added' },
      ],
      next: null,
    });
    await expect(
      query(test.databaseUrl, "UPDATE backstory.workflow_versions SET definition = '{}'"),
    ).rejects.toThrow('never changes');

    expect((await operator.delete(path)).status).toBe(204);
    expect((await viewer.get(path)).status).toBe(404);
  });

  it('have a history of who made, changed, switched and deleted them, which takes nothing back', async () => {
    const made = await operator.post<WorkflowBody>('/workflows', SEED);
    const path = `/workflows/${made.body.id}`;
    await operator.patch(path, { conditions: [] });
    const mixed = { 'x-correlation-id': 'c-mixed' };
    await operator.post(`${path}/disable`, { reason: 'too loud' }, mixed);
    await operator.post('/projects', { key: 'TMP', name: 'For a moment' }, mixed);
    await operator.delete(path);

    const { items } = (await historyOf(made.body.id)).body;
    expect(items.map(({ item_type: type, event, whodunnit }) => [type, event, whodunnit])).toEqual([
      ['Workflow', 'soft_delete', 'olga'],
      ['Workflow', 'update', 'olga'],
      ['Workflow', 'update', 'olga'],
      ['WorkflowVersion', 'create', 'olga'],
      ['WorkflowVersion', 'create', 'olga'],
      ['Workflow', 'create', 'olga'],
    ]);
    const changes = items.map(({ object_changes: changed }) => changed);
    expect(changes[1]).toEqual({ enabled: [true, false], disabled_reason: [null, 'too loud'] });
    expect(Object.keys(changes[2]!)).toEqual(['version_id']);
    expect(changes[3]).toMatchObject({ number: [null, 2], definition: [null, { conditions: [] }] });
    expect(await operator.post(`/audit/versions/${items[1]!.id}/revert`)).toMatchObject({
      status: 409,
      body: { code: 'AUDIT_NOT_REVERTIBLE' },
    });
    const undo = await operator.post(`/audit/correlations/${items[2]!.correlation_id}/undo`);
    expect(undo).toMatchObject({ status: 409, body: { code: 'AUDIT_NOT_REVERTIBLE' } });
    expect(await operator.post('/audit/correlations/c-mixed/undo')).toMatchObject({
      status: 200,
      body: {
        changes: [{ item_type: 'Project', event: 'destroy' }],
        unrestorable: [{ item_type: 'Workflow', field: '*', why: 'not_revertible' }],
      },
    });
  });

  it('can be tried on the past before they do anything', async () => {
    const events = await query<{ id: string; issue_id: string }>(
      test.databaseUrl,
      "SELECT id, issue_id FROM issue_events WHERE action = 'comment_added' ORDER BY id",
    );
    const inOld = events.find((event) => event.issue_id === old)!;
    const definition = {
      ...SEED,
      conditions: [
        ...SEED.conditions,
        { attribute: 'record.body', operator: 'contains', value: 'STILL' },
      ],
    };

    const one = await operator.post('/workflows/dry-run', { definition, event: inOld.id });
    expect(one.body).toMatchObject({
      event: {
        matched: true,
        truth: { result: true, children: [{ result: true }, { actual: 'Still so.' }] },
        actions: [{ type: 'reply', input: { body: SEED.actions[0]!.body } }],
      },
      period: null,
    });
    const days = await operator.post('/workflows/dry-run', { definition, last_days: 7 });
    expect(days.body).toMatchObject({
      event: null,
      period: { scanned: 3, matched: 1, complete: true, samples: [{ event: { id: inOld.id } }] },
    });
    const wrong = await operator.post('/workflows/dry-run', { definition, event: '99999' });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ field: 'event' }] } });
    expect(await commentsOf(old)).toHaveLength(2);
  });

  it('are tried again by operators, once what their action misses is there', async () => {
    const made = await operator.post<WorkflowBody>('/workflows', {
      triggered_on: 'renamed',
      conditions: [],
      actions: [{ type: 'assign', assignees: ['nora'] }],
    });
    const { id } = made.body;
    // One more, and it is one too many.
    await query(
      test.databaseUrl,
      'UPDATE backstory.workflows SET consecutive_failures = 9 WHERE id = $1',
      [id],
    );
    const { headers } = await operator.get(`/issues/${fresh}`);
    const renamed = { title: 'The till forgets everything' };
    await operator.patch(`/issues/${fresh}`, renamed, { 'if-match': headers.get('etag')! });
    const run = await eventually(
      async () => {
        const [found] = await runsOf(id);
        expect(found).toMatchObject({ status: 'failed' });
        return found!;
      },
      { within: 20_000 },
    );
    const retry = `/workflows/runs/${run.id}/retry`;
    const { items } = (await historyOf(id)).body;
    expect(items[0]).toMatchObject({
      event: 'update',
      actor_type: 'system',
      correlation_id: run.correlation_id,
      object_changes: {
        enabled: [true, false],
        disabled_reason: [null, expect.stringContaining('failed 10 times in a row')],
      },
    });

    expect(await viewer.post(retry)).toMatchObject({ status: 403 });
    expect(await operator.post('/workflows/runs/999999/retry')).toMatchObject({ status: 404 });
    await signIn(test, 'member', 'nora');
    expect((await operator.post(retry)).status).toBe(202);

    await eventually(
      async () => {
        const again = await viewer.get<RunBody>(`/workflows/runs/${run.id}`);
        expect(again.body).toMatchObject({ status: 'succeeded', actions: [{ state: 'done' }] });
        return true;
      },
      { within: 20_000 },
    );
    expect(await operator.post(retry)).toMatchObject({ status: 409 });
  });

  it('offer what there is, and are for operators to write', async () => {
    const { body } = await viewer.get<{
      aggregates: {
        aggregate: string;
        triggers: { action: string; attributes: { name: string }[] }[];
      }[];
      actions: { type: string }[];
    }>('/workflows/catalogue');

    const issue = body.aggregates.find(({ aggregate }) => aggregate === 'issue')!;
    const renamed = issue.triggers.find(({ action }) => action === 'renamed')!;
    expect(renamed.attributes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'event.extra', type: 'change' }),
        expect.objectContaining({ name: 'issue.state', type: 'enum', values: ['open', 'closed'] }),
        expect.objectContaining({ name: 'issue.labels', type: 'array', alias: 'labels' }),
      ]),
    );
    expect(body.actions.map(({ type }) => type)).toEqual([
      'add_label',
      'assign',
      'close',
      'notify',
      'remove_label',
      'reply',
      'webhook',
    ]);
    expect((await viewer.post('/workflows', SEED)).status).toBe(403);
    expect((await viewer.post('/workflows/check', SEED)).status).toBe(403);
  });
});
