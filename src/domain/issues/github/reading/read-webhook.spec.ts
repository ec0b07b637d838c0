import examples from '@octokit/webhooks-examples/api.github.com/index.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { readWebhook } from './read-webhook.js';

interface Examples {
  readonly name: string;
  readonly examples: readonly { readonly action?: string }[];
}

const all = (examples as unknown as readonly Examples[]).flatMap(({ name, examples: payloads }) =>
  payloads.map((payload) => ({ name, payload })),
);
const MIRRORED = ['issues', 'issue_comment', 'label', 'milestone'];

const find = (name: string, action: string) =>
  all.find((one) => one.name === name && one.payload.action === action)!.payload;
const signalOf = (name: string, payload: unknown) => {
  const reading = readWebhook(name, payload);
  return 'signal' in reading ? reading.signal : undefined;
};

describe('a webhook of GitHub', () => {
  it.each(MIRRORED)('is understood in every example of "%s"', (name) => {
    const readings = all
      .filter((one) => one.name === name)
      .map(({ payload }) => readWebhook(name, payload));

    expect(readings.length).toBeGreaterThan(4);
    for (const reading of readings) {
      expect(reading).toSatisfy(
        (one: typeof reading) => 'signal' in one || one.ignored === 'it is about a pull request',
      );
    }
  });

  it('of another type is ignored and says why, whatever it holds', () => {
    for (const { name, payload } of all.filter((one) => !MIRRORED.includes(one.name))) {
      expect(readWebhook(name, payload)).toEqual({
        ignored: `events of type "${name}" are not mirrored`,
      });
    }
    expect(readWebhook('toString', null)).toHaveProperty('ignored');
  });

  it('tells who did what to which issue, and when', () => {
    expect(signalOf('issues', find('issues', 'labeled'))).toMatchObject({
      repository: { id: '186853002', fullName: 'Codertocat/Hello-World' },
      actor: 'Codertocat',
      at: '2019-05-15T15:20:18Z',
      fact: {
        about: 'issue',
        action: { name: 'labeled', label: { name: 'bug', colour: '#d73a4a' } },
        issue: {
          number: 1,
          author: 'Codertocat',
          image: {
            title: 'Spelling error in the README file',
            state: 'open',
            assignees: ['Codertocat'],
            milestone: { title: 'v1.0', dueOn: '2019-05-23', state: 'closed' },
          },
        },
      },
    });
  });

  it('has the time of the comment, not of the issue', () => {
    const told = signalOf('issue_comment', find('issue_comment', 'edited'));

    expect(told).toMatchObject({
      at: '2019-05-15T15:20:22Z',
      fact: { action: 'edited', comment: { id: '492700400' } },
    });
  });

  it('leaves what it does not tell open', () => {
    const told = signalOf('issues', find('issues', 'pinned'))!;

    expect(told.at).toBeUndefined();
    expect(told.fact).toHaveProperty('issue.image');
    expect(told.fact).not.toHaveProperty('issue.image.labels');
    expect(told.fact).not.toHaveProperty('issue.image.state');
  });

  it('names the place an issue goes to and the one it comes from', () => {
    const goes = signalOf('issues', find('issues', 'transferred'));
    const comes = all.find(
      (one) => one.name === 'issues' && JSON.stringify(one.payload).includes('"old_issue"'),
    )!;

    expect(goes).toMatchObject({
      repository: { fullName: 'octo-org/octo-repo' },
      fact: { action: { name: 'transferred', to: { repository: { id: '186853002' } } } },
    });
    expect(signalOf('issues', comes.payload)).toMatchObject({
      fact: { action: { name: 'opened', from: { number: 1 } } },
    });
  });

  it.each([
    ['no issue', { issue: undefined }],
    ['a number that is text', { issue: { number: '1' } }],
    ['a time that is none', { issue: { updated_at: 'yesterday' } }],
    ['a time that no database knows', { issue: { updated_at: '0000-01-01T00:00:00Z' } }],
    ['labels that are none', { issue: { labels: {} } }],
    ['a login with a line break', { sender: { login: 'a\nb' } }],
    ['NUL in a title', { issue: { title: 'a\0b' } }],
    ['no repository', { repository: null }],
    ['a repository that is a path', { repository: { full_name: '../../etc/passwd' } }],
  ])('with %s is refused', (_what, changes) => {
    const payload = structuredClone(find('issues', 'opened')) as Record<string, unknown>;
    for (const [key, value] of Object.entries(changes)) {
      const old = payload[key];
      payload[key] = old && value ? Object.assign(old, value) : value;
    }

    expect(() => readWebhook('issues', payload)).toThrow(/invalid|expected|is |must/i);
  });

  it('of somebody who is gone names the ghost', () => {
    const payload = { ...find('issues', 'opened'), sender: null };

    expect(signalOf('issues', payload)).toMatchObject({ actor: 'ghost' });
  });
});
