import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTracker, type IssueBody, type Tracker } from './support/tracker.js';
import { timelineOf } from './support/timeline.js';

describe('hostile input', () => {
  let tracker: Tracker;
  let issue: IssueBody;

  beforeAll(async () => {
    tracker = await createTracker();
    issue = await tracker.open();
  });

  afterAll(async () => {
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    await tracker?.test.close();
  });

  it.each<[string, string, unknown]>([
    ['POST', '/projects', { key: 'web', name: 'x' }],
    ['POST', '/projects', { key: 'A', name: 'x' }],
    ['POST', '/projects', { key: 'OK', name: '' }],
    ['POST', '/projects/1/issues', { title: 'a\0b' }],
    ['POST', '/projects/1/issues', '{"title": "a\\ud800b"}'],
    ['POST', '/projects/1/issues', { title: 'x'.repeat(301) }],
    ['POST', '/projects/1/issues', { title: 'x', labels: Array.from({ length: 51 }, String) }],
    ['POST', '/projects/1/issues', { title: 'x', assignees: 'mia' }],
    ['POST', '/projects/1/issues', { title: 'x', author_id: '1', state: 'closed' }],
    ['POST', '/projects/1/issues', '{"title": "x", "__proto__": {"polluted": 1}}'],
    ['POST', '/issues/1/comments', { body: ' \n ' }],
    ['POST', '/issues/1/comments', { body: 'x'.repeat(50_001) }],
    ['PATCH', '/issues/1', { linear_issue: 'https://evil.example' }],
    ['PATCH', '/issues/1', { milestone_id: '9'.repeat(30) }],
    ['POST', '/issues/1/close', { reason: 'bored' }],
    ['POST', '/issues/1/close', { reason: 'completed', duplicate_of: '1' }],
    ['POST', '/issues/1/close', { duplicate_of: '1' }],
    ['POST', '/issues/1/close', { duplicate_of: 'x' }],
    ['PUT', '/issues/1/lock', { reason: 'x' }],
    ['POST', '/issues/1/transfer', { project_id: '-1' }],
    ['POST', '/issues/1/labels', { labels: ['a\nb'] }],
    ['POST', '/issues/1/assignees', { assignees: ['mia', "'; DROP TABLE users;--"] }],
    ['POST', '/projects/1/labels', { name: 'x', colour: 'red' }],
    ['POST', '/projects/1/milestones', { title: 'x', due_on: '2026-13-45' }],
  ])('to %s %s is refused: %j', async (method, path, body) => {
    const answer = await tracker.operator.client.send<{ errors?: object[] }>(method, path, body);

    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body.errors?.length).toBeGreaterThan(0);
  });

  it('that is accepted is stored and told exactly', async () => {
    const { author } = tracker;
    const anything = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
      fc.string({ unit: 'grapheme', minLength: 275, maxLength: 300 }),
      fc.constantFrom(
        '@',
        '@mia'.repeat(90),
        '#1 '.repeat(90),
        '`@mia',
        '<b>&amp;',
        '‮RTL',
        '😀'.repeat(141),
      ),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (body) => {
        const answer = await author.client.post<{ id: string }>(`/issues/${issue.id}/comments`, {
          body,
        });

        expect([201, 400]).toContain(answer.status);
        if (answer.status === 201) {
          const read = await author.client.get<object>(`/issue-comments/${answer.body.id}`);
          expect(read.body).toMatchObject({ body });
        }
      }),
      { numRuns: 15 },
    );
    const told = (await timelineOf(author, issue.id)).filter(
      ({ kind }) => kind === 'comment_added',
    );
    expect(told.length).toBeGreaterThan(3);
    for (const { parts } of told) {
      const [{ comment, extra }] = parts as [(typeof parts)[number]];
      expect(comment!.body.startsWith(extra!.excerpt as string)).toBe(true);
    }
  });
});
