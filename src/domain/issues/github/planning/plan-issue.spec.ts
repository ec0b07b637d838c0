import { describe, expect, it } from 'vitest';
import type { GithubIssue, IssueImage } from '../github-signal.interface.js';
import { planIssue } from './plan-issue.js';

const label = (name: string) => ({ name, colour: '#112233', description: '' });
const image: IssueImage = {
  title: 'It breaks',
  body: 'Badly',
  state: 'open',
  closedReason: null,
  locked: false,
  lockReason: null,
  labels: [label('bug')],
  assignees: ['octocat'],
  milestone: null,
};
const at = (second: number) => `2024-01-01T10:00:0${second}Z`;
const issueAt = (second: number, changes: Partial<IssueImage> = {}): GithubIssue => ({
  repository: { id: '2', fullName: 'octo-org/demo' },
  number: 7,
  author: 'octocat',
  image: { ...image, ...changes },
  createdAt: at(0),
  updatedAt: at(second),
});
const known = { image, updatedAt: at(3) };

describe('what a signal means for an issue', () => {
  it('that is unknown: it is created as it was, then changed', () => {
    const plan = planIssue(undefined, issueAt(1), { name: 'labeled', label: label('bug') });

    expect(plan.open).toEqual({ ...image, labels: [] });
    expect(plan.missed).toEqual([]);
    expect(plan.own).toEqual([{ do: 'add_labels', labels: [label('bug')] }]);
    expect(plan.known).toEqual({ image, updatedAt: at(1) });
  });

  it('that is known: only what differs is done', () => {
    const closed = { state: 'closed', closedReason: 'not_planned' } as const;

    expect(planIssue(known, issueAt(4), { name: 'edited' })).toMatchObject({ missed: [], own: [] });
    expect(planIssue(known, issueAt(4, closed), { name: 'closed' })).toMatchObject({
      missed: [],
      own: [{ do: 'close', reason: 'not_planned' }],
    });
  });

  it('whose earlier signals were lost: they are made up for', () => {
    const later = issueAt(4, {
      title: 'It broke',
      labels: [label('Bug'), label('fixed')],
      assignees: [],
      milestone: { title: 'v1', dueOn: null, state: 'open' },
      locked: true,
      lockReason: 'resolved',
      state: 'closed',
      closedReason: 'completed',
    });

    const plan = planIssue(known, later, { name: 'locked' });

    expect(plan.missed.map((step) => step.do)).toEqual([
      'rename',
      'add_labels',
      'unassign',
      'set_milestone',
      'close',
    ]);
    expect(plan.own).toEqual([{ do: 'lock', reason: 'resolved' }]);
  });

  it('met for the first time when it was closed long ago: nobody knows who closed it', () => {
    const plan = planIssue(undefined, issueAt(4, { state: 'closed', locked: true }));

    expect(plan.open).toMatchObject({ state: 'open', locked: false });
    expect(plan.missed.map((step) => step.do)).toEqual(['close', 'lock']);
    expect(plan.own).toEqual([]);
  });

  it('from before what is known: nothing is done', () => {
    const plan = planIssue(known, issueAt(2, { title: 'Old' }), { name: 'edited', title: 'Older' });

    expect(plan).toMatchObject({ stale: true, missed: [], own: [], known });
  });

  it('of the same second: its own action counts, its image does not', () => {
    const both = planIssue(known, issueAt(3, { labels: [label('bug'), label('a'), label('b')] }), {
      name: 'labeled',
      label: label('b'),
    });
    const first = planIssue(both.known, issueAt(3, { labels: [label('bug'), label('a')] }), {
      name: 'labeled',
      label: label('a'),
    });

    expect(both.own).toEqual([{ do: 'add_labels', labels: [label('b')] }]);
    expect(first.own).toEqual([{ do: 'add_labels', labels: [label('a')] }]);
    expect(first.known.image.labels).toEqual([label('bug'), label('b'), label('a')]);
  });

  it('leaves alone what it does not tell', () => {
    const { number, repository, author, createdAt } = issueAt(0);
    const part = { number, repository, author, createdAt, updatedAt: at(5) };
    const plan = planIssue(known, { ...part, image: { title: 'It breaks' } }, { name: 'pinned' });

    expect([...plan.missed, ...plan.own]).toEqual([]);
    expect(plan.known.image).toEqual(image);
  });

  it.each([
    [{ name: 'closed' }, { state: 'closed', closedReason: 'completed' }, 'close'],
    [{ name: 'reopened' }, {}, 'reopen'],
    [{ name: 'locked' }, { locked: true, lockReason: 'spam' }, 'lock'],
    [{ name: 'unlocked' }, {}, 'unlock'],
    [{ name: 'unlabeled', label: label('gone') }, {}, 'remove_labels'],
    [{ name: 'assigned', assignee: 'octocat' }, {}, 'assign'],
    [{ name: 'unassigned', assignee: 'mona' }, {}, 'unassign'],
    [{ name: 'edited', title: 'Before' }, {}, 'rename'],
    [{ name: 'edited', body: 'Before' }, {}, 'edit_body'],
    [
      { name: 'demilestoned', milestone: { title: 'v1', dueOn: null, state: 'open' } },
      {},
      'set_milestone',
    ],
  ] as const)(
    '%j is the one thing done to an issue met for the first time',
    (action, now, step) => {
      expect(planIssue(undefined, issueAt(1, now), action).own.map((one) => one.do)).toEqual([
        step,
      ]);
    },
  );
});
