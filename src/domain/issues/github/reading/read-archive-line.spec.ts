import { describe, expect, it } from 'vitest';
import { readArchiveLine } from './read-archive-line.js';

const issue = {
  number: 7,
  title: 'It breaks',
  body: null,
  user: { login: 'octocat' },
  labels: [],
  assignees: [],
  milestone: null,
  state: 'open',
  locked: false,
  created_at: '2024-01-01T10:00:00Z',
  updated_at: '2024-01-01T10:00:00Z',
};
const line = {
  id: '34500000001',
  type: 'IssuesEvent',
  actor: { id: 1, login: 'octocat', display_login: 'octocat' },
  repo: { id: 2, name: 'octo-org/demo', url: 'https://api.github.com/repos/octo-org/demo' },
  payload: { action: 'opened', issue },
  public: true,
  created_at: '2024-01-01T10:00:01Z',
};

describe('a line of an archive', () => {
  it('is read as the webhook that it was, at its own time', () => {
    expect(readArchiveLine(line)).toMatchObject({
      id: '34500000001',
      type: 'IssuesEvent',
      reading: {
        signal: {
          repository: { id: '2', fullName: 'octo-org/demo' },
          actor: 'octocat',
          at: '2024-01-01T10:00:01Z',
          fact: { about: 'issue', action: { name: 'opened' }, issue: { number: 7 } },
        },
      },
    });
  });

  it('knows labels by their own type', () => {
    const label = { name: 'bug', color: 'D73A4A', description: null };
    const told = readArchiveLine({
      ...line,
      type: 'LabelEvent',
      payload: { action: 'created', label },
    });

    expect(told).toHaveProperty('reading.signal.fact.label', {
      name: 'bug',
      colour: '#d73a4a',
      description: '',
    });
  });

  it('of another type has nothing to read', () => {
    expect(readArchiveLine({ ...line, type: 'PushEvent', payload: { commits: [] } })).toEqual({
      id: '34500000001',
      type: 'PushEvent',
      at: '2024-01-01T10:00:01Z',
    });
  });

  it('about a pull request is ignored', () => {
    const payload = { action: 'opened', issue: { ...issue, pull_request: { url: 'x' } } };

    expect(readArchiveLine({ ...line, payload })).toHaveProperty(
      'reading.ignored',
      'it is about a pull request',
    );
  });

  it.each([
    null,
    [],
    'text',
    { ...line, id: {} },
    { ...line, repo: 'demo' },
    { ...line, payload: 5 },
  ])('that is no event is refused: %j', (broken) => {
    expect(() => readArchiveLine(broken)).toThrow();
  });
});
