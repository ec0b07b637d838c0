import { exampleOf } from './examples.js';

const REPOSITORIES = 3;
const LABELS = ['bug', 'docs', 'help wanted', 'Sprint 7'];
const PEOPLE = ['Octocat', 'mona', 'hubot', 'dependabot[bot]', 'Codertocat'];
const BEGAN = Date.parse('2024-03-01T10:00:00Z');

/** What an issue must look like here once the archive is imported. */
export interface ExpectedIssue {
  readonly repository: string;
  readonly number: number;
  title: string;
  state: 'open' | 'closed';
  labels: string[];
  readonly comments: string[];
}

type Rest = Readonly<Record<string, unknown>>;

/**
 * An archive such as gharchive.org keeps: events of issues that lead their lives beside each other,
 * in the payloads that GitHub sends, among events of other types. The same seed makes the same lines.
 */
export class ArchiveFixture {
  readonly lines: string[] = [];
  readonly issues: ExpectedIssue[] = [];
  /** Events that tell something about an issue. */
  events = 0;
  private random: number;
  private now = BEGAN;
  private comments = 0;

  constructor(
    seed: number,
    private readonly firstId = 34_500_000_000,
  ) {
    this.random = seed;
  }

  /** Adds the events of a while; some of them are of types that are not mirrored. */
  add(events: number): this {
    for (let count = 0; count < events; count += 1) {
      this.addOne();
    }
    return this;
  }

  /** Adds a line as it is. */
  addLine(line: string): this {
    this.lines.push(line);
    return this;
  }

  text(): string {
    return `${this.lines.join('\n')}\n`;
  }

  private addOne(): void {
    const kind = this.below(10);
    const issue = this.issues[this.below(this.issues.length)];
    if (kind < 2) {
      this.write('PushEvent', this.below(REPOSITORIES), { commits: [], ref: 'refs/heads/main' });
    } else if (kind < 4 || !issue) {
      this.open();
    } else if (kind < 7) {
      this.comment(issue);
    } else {
      this.change(issue);
    }
  }

  private open(): void {
    const repository = this.below(REPOSITORIES);
    const name = nameOf(repository);
    const number = this.issues.filter((one) => one.repository === name).length + 1;
    const title = `Issue ${number} of ${name}`;
    const issue: ExpectedIssue = {
      repository: name,
      number,
      title,
      state: 'open',
      labels: [],
      comments: [],
    };
    this.issues.push(issue);
    this.tell(issue, 'opened', {});
  }

  private comment(issue: ExpectedIssue): void {
    this.comments += 1;
    const body = `Comment ${this.comments} with ünïcode 🎉`;
    issue.comments.push(body);
    const at = this.tick();
    const author = this.person();
    const comment = {
      ...(exampleOf('issue_comment', 'created')['comment'] as Rest),
      id: this.firstId + this.comments,
      user: { login: author },
      body,
      created_at: at,
      updated_at: at,
    };
    this.events += 1;
    const payload = { action: 'created', issue: this.payloadOf(issue), comment };
    this.write('IssueCommentEvent', repositoryOf(issue), payload, author);
  }

  private change(issue: ExpectedIssue): void {
    const label = LABELS[this.below(LABELS.length)]!;
    const has = issue.labels.includes(label);
    const what = this.below(3);
    if (what === 0) {
      issue.state = issue.state === 'open' ? 'closed' : 'open';
      this.tell(issue, issue.state === 'open' ? 'reopened' : 'closed', {});
    } else if (what === 1) {
      const from = issue.title;
      issue.title = `${from.split(' (')[0]} (edited ${this.events})`;
      this.tell(issue, 'edited', { changes: { title: { from } } });
    } else {
      issue.labels = has
        ? issue.labels.filter((name) => name !== label)
        : [...issue.labels, label].toSorted();
      this.tell(issue, has ? 'unlabeled' : 'labeled', { label: labelOf(label) });
    }
  }

  private tell(issue: ExpectedIssue, action: string, rest: Rest): void {
    this.tick();
    this.events += 1;
    const payload = { action, issue: this.payloadOf(issue), ...rest };
    this.write('IssuesEvent', repositoryOf(issue), payload);
  }

  private payloadOf({ number, title, state, labels }: ExpectedIssue): Rest {
    const at = new Date(this.now).toISOString().replace('.000', '');
    return {
      ...(exampleOf('issues', 'opened')['issue'] as Rest),
      number,
      title,
      state,
      body: `What ${title.split(' (')[0]} is about`,
      labels: labels.map(labelOf),
      assignees: [],
      milestone: null,
      created_at: '2024-03-01T09:00:00Z',
      updated_at: at,
      closed_at: state === 'closed' ? at : null,
    };
  }

  private write(type: string, repository: number, payload: Rest, login = this.person()): void {
    this.lines.push(
      JSON.stringify({
        id: String(this.firstId + this.lines.length),
        type,
        actor: { id: 1, login },
        repo: { id: 700 + repository, name: nameOf(repository) },
        payload,
        public: true,
        created_at: new Date(this.now).toISOString().replace('.000', ''),
      }),
    );
  }

  private tick(): string {
    this.now += 1_000;
    return new Date(this.now).toISOString().replace('.000', '');
  }

  private person(): string {
    return PEOPLE[this.below(PEOPLE.length)]!;
  }

  /** A linear congruential generator (Numerical Recipes): the same numbers everywhere. */
  private below(limit: number): number {
    this.random = (Math.imul(this.random, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.random / 2 ** 32) * limit);
  }
}

function nameOf(repository: number): string {
  return `octo-org/archive-${repository}`;
}

function repositoryOf({ repository }: ExpectedIssue): number {
  return Number(repository.split('-').at(-1));
}

function labelOf(name: string): Rest {
  return { name, color: 'd73a4a', description: null };
}
