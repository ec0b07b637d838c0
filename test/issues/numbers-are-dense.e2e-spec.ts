import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTracker, type Tracker } from './support/tracker.js';

const WRITERS = 30;

describe('issue numbers', () => {
  let tracker: Tracker;

  beforeAll(async () => {
    tracker = await createTracker();
  });

  afterAll(() => tracker?.test.close());

  it('have no gap after 30 people open issues at once, some of them in vain', async () => {
    const { author, projectId } = tracker;

    const answers = await Promise.all(
      Array.from({ length: WRITERS }, (_, index) =>
        author.client.post<{ number: number }>(`/projects/${projectId}/issues`, {
          title: `Issue ${index}`,
          // Found out only after the number was taken: its transaction rolls back.
          ...(index % 3 === 0 && { assignees: ['nobody-here'] }),
        }),
      ),
    );

    const opened = answers.filter((answer) => answer.status === 201);
    expect(opened).toHaveLength(WRITERS - WRITERS / 3);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 400]));
    expect(opened.map(({ body }) => body.number).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: opened.length }, (_, index) => index + 1),
    );
  });

  it('begin at 1 in each project', async () => {
    const { operator } = tracker;
    const { body } = await operator.client.post<{ id: string }>('/projects', {
      key: 'OPS',
      name: 'Operations',
    });

    const first = await operator.client.post<object>(`/projects/${body.id}/issues`, {
      title: 'First',
    });

    expect(first.body).toMatchObject({ number: 1, reference: 'OPS-1' });
  });
});
