import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IssueActs, IssueCommentActs, LockedIssues } from '../../src/domain/issues/index.js';
import { createTracker, type IssueBody, type Tracker } from './support/tracker.js';
import { actionsOf, timelineOf } from './support/timeline.js';

describe('the events of an issue', () => {
  let tracker: Tracker;

  beforeAll(async () => {
    tracker = await createTracker();
  });

  afterAll(() => tracker?.test.close());

  it('tell everything that is done to it, in the order it is done', async () => {
    const { author, reader, operator, projectId } = tracker;
    const { client } = author;
    const other = await tracker.open({ title: 'The other' });
    const milestone = await operator.client.post<{ id: string }>(
      `/projects/${projectId}/milestones`,
      { title: '1.0' },
    );
    const { id } = await tracker.open({ title: 'Old' });
    const comment = await reader.client.post<{ id: string }>(`/issues/${id}/comments`, {
      body: 'Me too',
    });
    await client.patch(`/issues/${id}`, {
      title: 'New',
      body: 'B',
      milestone_id: milestone.body.id,
    });
    await client.patch(`/issues/${id}`, { milestone_id: null });
    await client.post(`/issues/${id}/labels`, { labels: ['bug'] });
    await client.delete(`/issues/${id}/labels/bug`);
    await client.post(`/issues/${id}/assignees`, { assignees: ['olga'] });
    await client.delete(`/issues/${id}/assignees/olga`);
    await reader.client.patch(`/issue-comments/${comment.body.id}`, { body: 'Me three' });
    await reader.client.delete(`/issue-comments/${comment.body.id}`);
    await client.delete(`/issues/${id}/subscription`);
    await operator.client.send('PUT', `/issues/${id}/lock`);
    await operator.client.delete(`/issues/${id}/lock`);
    await operator.client.send('PUT', `/issues/${id}/pin`);
    await operator.client.delete(`/issues/${id}/pin`);
    await client.post(`/issues/${id}/close`, { duplicate_of: other.id });
    await client.post(`/issues/${id}/reopen`);
    await client.post(`/issues/${id}/view`);

    expect(actionsOf(await timelineOf(author, id, 3))).toEqual([
      'opened',
      'subscribed',
      'comment_added',
      'subscribed',
      'renamed',
      'body_edited',
      'milestoned',
      'demilestoned',
      'label_added',
      'label_removed',
      'assigned',
      'subscribed',
      'unassigned',
      'comment_edited',
      'comment_deleted',
      'unsubscribed',
      'locked',
      'unlocked',
      'pinned',
      'unpinned',
      'closed',
      'marked_as_duplicate',
      'reopened',
      'viewed',
    ]);
  });

  it('are there exactly when the change is', async () => {
    const { test, author } = tracker;
    const { id } = await tracker.open();
    const acts = test.app.get(IssueActs);
    const comments = test.app.get(IssueCommentActs);
    const issues = test.app.get(LockedIssues);
    const before = await timelineOf(author, id);

    const doing = test.dataSource.transaction(async (manager) => {
      const issue = await issues.lock(manager, id);
      await acts.rename(manager, issue, 'Never');
      await comments.add(manager, issue, { id: null, name: 'ghost' }, 'Never');
      throw new Error('the last line fails');
    });

    await expect(doing).rejects.toThrow('the last line fails');
    expect(await timelineOf(author, id)).toEqual(before);
    const { body } = await author.client.get<IssueBody>(`/issues/${id}`);
    expect(body).toMatchObject({ title: 'The till forgets the tip', comment_count: 0 });
    const left = await test.dataSource.query(
      `SELECT count(*)::int AS count FROM issue_events WHERE extra->>'to' = 'Never'`,
    );
    expect(left).toEqual([{ count: 0 }]);
  });

  it('are none when nothing changes', async () => {
    const { author } = tracker;
    const { id } = await tracker.open({ labels: ['bug'] });
    const before = await timelineOf(author, id);

    await author.client.patch(`/issues/${id}`, { title: 'The till forgets the tip', body: '' });
    await author.client.post(`/issues/${id}/labels`, { labels: ['bug'] });
    await author.client.send('PUT', `/issues/${id}/labels`, { labels: ['bug'] });
    await author.client.post(`/issues/${id}/reopen`);
    await author.client.send('PUT', `/issues/${id}/subscription`);

    expect(await timelineOf(author, id)).toEqual(before);
  });

  it('carry the correlation of the request', async () => {
    const { author } = tracker;
    const { id } = await tracker.open();
    await author.client.post(`/issues/${id}/close`, undefined, {
      'x-correlation-id': 'closing-time',
    });

    const entries = await timelineOf(author, id);
    const closed = entries.at(-1)!;

    expect(closed).toMatchObject({ kind: 'closed', actor: { id: 'mia', display_name: 'mia' } });
    expect(closed.parts[0]).toMatchObject({
      correlation_id: 'closing-time',
      extra: { reason: 'completed' },
    });
    const trace = await author.client.get<{ items: { kind: string; id: string }[] }>(
      '/correlations/closing-time',
    );
    expect(trace.body.items).toContainEqual(
      expect.objectContaining({ kind: 'event', id: closed.parts[0]!.id }),
    );
  });
});
