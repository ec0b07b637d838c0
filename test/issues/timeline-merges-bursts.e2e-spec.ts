import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTracker, type Tracker } from './support/tracker.js';
import { timelineOf } from './support/timeline.js';

describe('the timeline of an issue', () => {
  let tracker: Tracker;

  beforeAll(async () => {
    tracker = await createTracker();
  });

  afterAll(() => tracker?.test.close());

  it('shows three labels by one person within a minute as one entry with three parts', async () => {
    const { author, reader } = tracker;
    const { id } = await tracker.open();
    for (const label of ['one', 'two', 'three']) {
      await author.client.post(`/issues/${id}/labels`, { labels: [label] });
    }
    await reader.client.post(`/issues/${id}/labels`, { labels: ['four'] });

    const labels = (await timelineOf(author, id)).filter(({ kind }) => kind === 'labels');

    expect(
      labels.map(({ actor, parts }) => [actor.id, parts.map(({ extra }) => extra!.name)]),
    ).toEqual([
      ['mia', ['three', 'two', 'one']],
      ['ned', ['four']],
    ]);
    const [burst] = labels;
    expect(burst!.id).toBe(burst!.parts[0]!.id);
    expect(burst!.started_at <= burst!.occurred_at).toBe(true);
  });

  it('never cuts a burst in two, whatever the size of its pages', async () => {
    const { author } = tracker;
    const { id } = await tracker.open();
    await author.client.post(`/issues/${id}/labels`, {
      labels: Array.from({ length: 12 }, (_, index) => `l${index}`),
    });
    await author.client.post(`/issues/${id}/comments`, { body: 'x' });
    await author.client.post(`/issues/${id}/labels`, { labels: ['after'] });
    const whole = await timelineOf(author, id, 200);

    expect(whole.map(({ kind, parts }) => `${kind} ${parts.length}`)).toEqual([
      'opened 1',
      'subscriptions 1',
      'labels 12',
      'comment_added 1',
      'labels 1',
    ]);
    for (const limit of [1, 2, 3, 4]) {
      expect(await timelineOf(author, id, limit)).toEqual(whole);
    }
  });

  it('counts looks within a quarter of an hour as one event that says how many', async () => {
    const { author, reader } = tracker;
    const { id } = await tracker.open();
    const comment = await author.client.post<{ id: string }>(`/issues/${id}/comments`, {
      body: 'Look',
    });
    await Promise.all(Array.from({ length: 10 }, () => reader.client.post(`/issues/${id}/view`)));
    for (let times = 0; times < 3; times++) {
      await reader.client.post(`/issue-comments/${comment.body.id}/view`);
    }
    await author.client.post(`/issue-comments/${comment.body.id}/view`);

    const looks = (await timelineOf(author, id)).filter(({ kind }) => kind.endsWith('viewed'));

    expect(looks.map(({ kind, actor, parts }) => [kind, actor.id, parts[0]!.hits])).toEqual([
      ['viewed', 'ned', 10],
      ['comment_viewed', 'ned', 3],
      ['comment_viewed', 'mia', 1],
    ]);
    const { body } = await author.client.get<{ version: number }>(`/issues/${id}`);
    expect(body.version).toBe(1);
  });

  it('shows comments as they are now, and what is left of those that are gone', async () => {
    const { author } = tracker;
    const { id } = await tracker.open();
    const kept = await author.client.post<{ id: string }>(`/issues/${id}/comments`, {
      body: 'old',
    });
    await author.client.patch(`/issue-comments/${kept.body.id}`, { body: 'new' });
    const gone = await author.client.post<{ id: string }>(`/issues/${id}/comments`, {
      body: 'bye',
    });
    await author.client.delete(`/issue-comments/${gone.body.id}`);

    const parts = (await timelineOf(author, id)).flatMap((entry) => entry.parts);
    const added = parts.filter(({ action }) => action === 'comment_added');

    expect(added.map(({ comment, extra }) => [comment?.body ?? null, extra!.excerpt])).toEqual([
      ['new', 'old'],
      [null, 'bye'],
    ]);
  });

  it.each(['x', 'AAAA', 'W10', '%00'])('refuses the cursor %j', async (cursor) => {
    const { id } = await tracker.open();

    const answer = await tracker.author.client.get(`/issues/${id}/timeline?after=${cursor}`);

    expect(answer.status).toBe(400);
  });
});
