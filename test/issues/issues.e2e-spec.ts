import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTracker, type IssueBody, type Tracker } from './support/tracker.js';

describe('an issue', () => {
  let tracker: Tracker;

  beforeAll(async () => {
    tracker = await createTracker();
  });

  afterAll(() => tracker?.test.close());

  it('is opened with labels, assignees and whoever it mentions told about it', async () => {
    const { author, reader, operator } = tracker;

    const issue = await tracker.open({
      body: 'Since Tuesday, @olga. Not `@ned`.',
      labels: ['till', 'bug'],
      assignees: ['ned'],
    });

    expect(issue).toMatchObject({
      reference: `WEB-${issue.number}`,
      state: 'open',
      author: { name: 'mia' },
      assignees: [{ name: 'ned' }],
      subscribed: true,
    });
    expect(issue.labels.map((label) => label.name)).toEqual(['bug', 'till']);
    const { body } = await author.client.get<{ items: { user: object; reason: string }[] }>(
      `/issues/${issue.id}/subscriptions`,
    );
    expect(body.items).toMatchObject([
      { user: { name: author.user.name }, reason: 'author' },
      { user: { name: reader.user.name }, reason: 'assigned' },
      { user: { name: operator.user.name }, reason: 'mentioned' },
    ]);
  });

  it('shows the versions of its comments, labels and subscriptions in its history', async () => {
    const { author, reader } = tracker;
    const { id } = await tracker.open();
    await reader.client.post(`/issues/${id}/labels`, { labels: ['bug'] });
    await reader.client.post(`/issues/${id}/comments`, { body: 'Me too' });
    await author.client.post(`/issues/${id}/close`);

    const { body } = await author.client.get<{ items: { item_type: string; event: string }[] }>(
      `/audit/Issue/${id}/history?associated=true`,
    );

    expect(body.items.map((item) => `${item.item_type} ${item.event}`).toReversed()).toEqual([
      'Issue create',
      'IssueSubscription create',
      'Issue.labels create',
      'IssueComment create',
      'IssueSubscription create',
      'Issue update',
    ]);
  });

  it('is closed, reopened, locked and pinned, and keeps its ETag when nothing changes', async () => {
    const { author, operator } = tracker;
    const { id } = await tracker.open();

    const closed = await author.client.post<IssueBody>(`/issues/${id}/close`, {
      reason: 'not_planned',
    });
    const again = await author.client.post<IssueBody>(`/issues/${id}/close`, {
      reason: 'not_planned',
    });
    expect(closed.body).toMatchObject({
      state: 'closed',
      closed_reason: 'not_planned',
      version: 2,
    });
    expect(again.headers.get('etag')).toBe('"2"');

    const reopened = await author.client.post<IssueBody>(`/issues/${id}/reopen`);
    expect(reopened.body).toMatchObject({ state: 'open', closed_reason: null });
    const locked = await operator.client.send<IssueBody>('PUT', `/issues/${id}/lock`, {
      reason: 'spam',
    });
    expect(locked.body).toMatchObject({ locked: true, lock_reason: 'spam' });
    expect((await author.client.post(`/issues/${id}/comments`, { body: 'But' })).status).toBe(403);
    expect((await operator.client.post(`/issues/${id}/comments`, { body: 'No' })).status).toBe(201);
    expect((await operator.client.delete<IssueBody>(`/issues/${id}/lock`)).body.locked).toBe(false);
    expect((await operator.client.send<IssueBody>('PUT', `/issues/${id}/pin`)).body.pinned).toBe(
      true,
    );
    expect((await operator.client.delete<IssueBody>(`/issues/${id}/pin`)).body.pinned).toBe(false);
  });

  it('keeps its ETag while people talk, and loses it with its labels', async () => {
    const { author, reader } = tracker;
    const issue = await tracker.open();
    await reader.client.post(`/issues/${issue.id}/comments`, { body: 'Still there' });
    const talked = await author.client.get<IssueBody>(`/issues/${issue.id}`);
    await reader.client.post(`/issues/${issue.id}/labels`, { labels: ['later'] });
    const labelled = await author.client.get<IssueBody>(`/issues/${issue.id}`);

    expect(talked.headers.get('etag')).toBe('"1"');
    expect(talked.body.last_activity_at > issue.last_activity_at).toBe(true);
    expect(labelled.headers.get('etag')).toBe('"2"');
    const stale = await author.client.patch<{ code: string }>(
      `/issues/${issue.id}`,
      { title: 'x' },
      { 'if-match': '"1"' },
    );
    expect([stale.status, stale.body.code]).toEqual([412, 'HTTP_VERSION_STALE']);
  });

  it('belongs to its author and to operators', async () => {
    const { reader, operator } = tracker;
    const { id } = await tracker.open();

    expect((await reader.client.patch(`/issues/${id}`, { title: 'x' })).status).toBe(403);
    expect((await reader.client.post(`/issues/${id}/close`)).status).toBe(403);
    expect((await reader.client.send('PUT', `/issues/${id}/lock`)).status).toBe(403);
    expect((await operator.client.post(`/issues/${id}/close`)).status).toBe(200);
  });

  it('takes its labels along to another project, by name, and gets the next number there', async () => {
    const { operator } = tracker;
    const { id } = await tracker.open({ labels: ['bug'] });
    const target = await operator.client.post<{ id: string }>('/projects', {
      key: 'TILL',
      name: 'Till',
    });

    const moved = await operator.client.post<IssueBody>(`/issues/${id}/transfer`, {
      project_id: target.body.id,
    });

    expect(moved.body).toMatchObject({ reference: 'TILL-1', labels: [{ name: 'bug' }] });
    const labels = await operator.client.get<{ items: { id: string }[] }>(
      `/projects/${target.body.id}/labels`,
    );
    expect(labels.body.items.map((label) => label.id)).toEqual([moved.body.labels[0]!.id]);
  });

  it.each<[string, object]>([
    ['the assignees.0', { assignees: ['nobody-here'] }],
    ['the milestone_id', { milestone_id: '999' }],
    ['the title', { title: 'a\nb' }],
    ['the labels.0', { labels: [' x'] }],
    ['the number', { number: 3 }],
  ])('is refused with a word about %s', async (words, input) => {
    const field = words.slice('the '.length);
    const answer = await tracker.author.client.post<{ errors: { field: string }[] }>(
      `/projects/${tracker.projectId}/issues`,
      { title: 'T', ...input },
    );

    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((error) => error.field)).toEqual([field]);
  });

  it('is found by state, label, assignee, author, number and words', async () => {
    const { author } = tracker;
    const issue = await tracker.open({
      title: '100% of tips_lost',
      labels: ['rare-label'],
      assignees: ['olga'],
    });
    const find = async (query: string) => {
      const { body } = await author.client.get<{ items: IssueBody[] }>(`/issues?${query}`);
      return body.items.map((item) => item.id);
    };

    for (const query of [
      'label=rare-label',
      'assignee=olga&state=open',
      `project=WEB&number=${issue.number}`,
      'q=100%25',
      'q=tips_',
      'author=mia&label=rare-label',
    ]) {
      expect(await find(query), query).toEqual([issue.id]);
    }
    for (const query of ['state=closed&label=rare-label', 'author=ned', 'milestone=x', 'q=%25_x']) {
      expect(await find(query), query).toEqual([]);
    }
  });
});
