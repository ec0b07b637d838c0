import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTracker, type Tracker } from './support/tracker.js';
import { timelineOf, type Part } from './support/timeline.js';

describe('a text', () => {
  let tracker: Tracker;

  beforeAll(async () => {
    tracker = await createTracker();
  });

  afterAll(() => tracker?.test.close());

  const parts = async (id: string, action: string): Promise<Part[]> =>
    (await timelineOf(tracker.author, id))
      .flatMap((entry) => entry.parts)
      .filter((part) => part.action === action);

  it('mentions people, who are told what happens from then on', async () => {
    const { author } = tracker;
    const { id } = await tracker.open();
    await author.client.post(`/issues/${id}/comments`, {
      body: '@ned and @nobody-here, see a@olga.example',
    });

    expect((await parts(id, 'mentioned')).map(({ extra }) => extra)).toEqual([
      { name: 'ned', display_name: 'ned' },
    ]);
    expect((await parts(id, 'subscribed')).map(({ extra }) => extra)).toEqual([
      { name: 'mia', reason: 'author' },
      { name: 'ned', reason: 'mentioned' },
    ]);
  });

  it('refers to issues, which tell by whom', async () => {
    const { author, operator } = tracker;
    const target = await tracker.open();
    const project = await operator.client.post<{ id: string }>('/projects', {
      key: 'OPS',
      name: 'Operations',
    });
    const elsewhere = await author.client.post<{ id: string }>(
      `/projects/${project.body.id}/issues`,
      { title: 'Elsewhere', body: `See ${target.reference}, #${target.number} and OPS-1.` },
    );
    const comment = await author.client.post<{ id: string }>(
      `/issues/${elsewhere.body.id}/comments`,
      { body: `Again: ${target.reference}` },
    );

    const by = { id: elsewhere.body.id, reference: 'OPS-1', title: 'Elsewhere' };
    expect((await parts(target.id, 'referenced')).map(({ extra }) => extra)).toEqual([
      { by: { ...by, comment_id: null } },
      { by: { ...by, comment_id: comment.body.id } },
    ]);
    expect(await parts(elsewhere.body.id, 'referenced')).toEqual([]);
  });

  it('that is edited tells only whom it did not name before', async () => {
    const { author } = tracker;
    const first = await tracker.open();
    const second = await tracker.open();
    const { id } = await tracker.open({ body: `@ned #${first.number}` });
    await author.client.patch(`/issues/${id}`, {
      body: `@ned @olga #${first.number} and #${second.number}`,
    });

    expect((await parts(id, 'mentioned')).map(({ extra }) => extra!.name)).toEqual(['ned', 'olga']);
    expect(await parts(first.id, 'referenced')).toHaveLength(1);
    expect(await parts(second.id, 'referenced')).toHaveLength(1);
  });

  it('and another that name each other at once both get through', async () => {
    const { author } = tracker;
    const [one, two] = [await tracker.open(), await tracker.open()];

    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        author.client.post(`/issues/${(index % 2 ? one : two).id}/comments`, {
          body: `See #${one.number} and #${two.number}, @ned @olga`,
        }),
      ),
    );

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(await parts(one.id, 'referenced')).toHaveLength(10);
    expect(await parts(two.id, 'referenced')).toHaveLength(10);
  });
});
