import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { createTracker, type IssueBody, type Tracker } from './support/tracker.js';
import { timelineOf } from './support/timeline.js';

interface Run {
  status: string;
  actions: { type: string; state: string; error: string | null }[];
}

describe('a workflow', () => {
  let tracker: Tracker;

  beforeAll(async () => {
    tracker = await createTracker();
  });

  afterAll(() => tracker?.test.close());

  const define = async (definition: object): Promise<string> => {
    const made = await tracker.operator.client.post<{ id: string }>('/workflows', definition);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    return made.body.id;
  };
  const finished = (workflowId: string): Promise<Run> =>
    eventually(
      async () => {
        const { body } = await tracker.operator.client.get<{ items: Run[] }>(
          `/workflows/${workflowId}/runs`,
        );
        return body.items.find(({ status }) => status === 'succeeded' || status === 'failed');
      },
      { within: 15_000, every: 100 },
    ) as Promise<Run>;

  it('replies to comments on old issues, word for word as the story goes', async () => {
    const { author, reader, test } = tracker;
    const { id } = await tracker.open();
    const young = await tracker.open();
    await test.dataSource.query("UPDATE issues SET created_at = '2022-05-05' WHERE id = $1", [id]);
    const workflow = await define({
      triggered_on: 'comment_added',
      conditions: [{ attribute: 'created_at', operator: 'less_than', value: '2023-01-01' }],
      actions: [{ type: 'reply', body: 'This is an old issue: please open a new one.' }],
    });

    await reader.client.post(`/issues/${young.id}/comments`, { body: 'Me too' });
    await reader.client.post(`/issues/${id}/comments`, { body: 'Me too' });

    expect(await finished(workflow)).toMatchObject({ status: 'succeeded' });
    const said = (await timelineOf(author, id)).filter(({ kind }) => kind === 'comment_added');
    expect(said.map(({ actor, parts }) => [actor.id, parts[0]!.comment!.body])).toEqual([
      ['ned', 'Me too'],
      [`workflow:${workflow}`, 'This is an old issue: please open a new one.'],
    ]);
    expect(said[1]!.parts[0]!.correlation_id).toBe(said[0]!.parts[0]!.correlation_id);
    const { body } = await author.client.get<IssueBody>(`/issues/${young.id}`);
    expect(body.comment_count).toBe(1);
  });

  it('labels, assigns, notifies, calls a webhook and closes', async () => {
    const { author, operator, reader } = tracker;
    const workflow = await define({
      triggered_on: 'label_added',
      conditions: [{ attribute: 'event.extra.name', operator: 'equals', value: 'stale' }],
      actions: [
        { type: 'add_label', label: 'handled' },
        { type: 'remove_label', label: 'stale' },
        { type: 'assign', assignees: ['olga'] },
        { type: 'notify', message: 'A stale issue was closed', people: ['ned'] },
        { type: 'webhook', webhook_id: '999' },
        { type: 'close', reason: 'not_planned' },
      ],
    });
    const { id, reference } = await tracker.open();
    await author.client.post(`/issues/${id}/labels`, { labels: ['stale'] });

    expect(await finished(workflow)).toMatchObject({ status: 'succeeded' });
    const { body } = await operator.client.get<IssueBody>(`/issues/${id}`);
    expect(body).toMatchObject({
      state: 'closed',
      closed_reason: 'not_planned',
      labels: [{ name: 'handled' }],
      assignees: [{ name: 'olga' }],
    });
    const bell = await reader.client.get<{ items: { kind: string; title: string }[] }>(
      '/notifications',
    );
    expect(bell.body.items.find(({ kind }) => kind === 'workflow')).toMatchObject({
      title: `${reference}: A stale issue was closed`,
    });
    const told = await eventually(async () => {
      const [row] = await tracker.test.dataSource.query<{ state: string; skip_reason: string }[]>(
        "SELECT state, skip_reason FROM backstory.deliveries WHERE subscriber = 'webhook'",
      );
      return row?.state === 'skipped' ? row : undefined;
    });
    expect(told).toMatchObject({ skip_reason: 'webhook 999 was removed' });
  });

  it('that the issue refuses fails once and says why', async () => {
    const { operator, author } = tracker;
    const workflow = await define({
      triggered_on: 'pinned',
      actions: [{ type: 'reply', body: 'Pinned!' }],
    });
    const { id } = await tracker.open();
    await operator.client.send('PUT', `/issues/${id}/lock`);
    await operator.client.send('PUT', `/issues/${id}/pin`);

    const run = await finished(workflow);

    expect(run.status).toBe('failed');
    expect(JSON.stringify(run)).toContain('is locked');
    const { body } = await author.client.get<IssueBody>(`/issues/${id}`);
    expect(body.comment_count).toBe(0);
  });

  it.each<[string, object, string]>([
    ['a body that is blank', { type: 'reply', body: ' ' }, 'actions[0].body'],
    ['no label', { type: 'add_label' }, 'actions[0].label'],
    ['nobody', { type: 'assign', assignees: [] }, 'actions[0].assignees'],
    ['an unknown reason', { type: 'close', reason: 'x' }, 'actions[0].reason'],
    ['an unknown action', { type: 'explode' }, 'actions[0].type'],
  ])('with %s is refused', async (_case, action, field) => {
    const answer = await tracker.operator.client.post<{ errors: { field: string }[] }>(
      '/workflows',
      { triggered_on: 'opened', actions: [action] },
    );

    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((error) => error.field)).toContain(field);
  });
});
