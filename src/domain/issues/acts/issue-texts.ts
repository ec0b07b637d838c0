import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Person } from '../../../http/records/person.interface.js';
import { InjectEvents } from '../../../platform/events/index.js';
import { type Issue } from '../entities/issue.entity.js';
import { issueEvents, type IssueRecorder } from '../issue.events.js';
import { isToldElsewhere } from '../utils/is-told-elsewhere.util.js';
import { mentionsIn, type NamedIssue, referencesIn } from '../utils/mentions.util.js';
import { referenceOf } from '../utils/reference.util.js';
import { Subscribers } from './subscribers.js';

/** A text of an issue, or of one of its comments, as it was and as it is now. */
export interface WrittenText {
  readonly before: string;
  readonly after: string;
  /** The comment whose text it is; the issue's own without. */
  readonly commentId?: string;
}

/** Tells the people and the issues that a text names. */
@Injectable()
export class IssueTexts {
  constructor(
    private readonly subscribers: Subscribers,
    @InjectEvents(issueEvents) private readonly events: IssueRecorder,
  ) {}

  /** Only what the text did not say before counts: an edit calls nobody a second time. */
  async spread(manager: EntityManager, issue: Issue, text: WrittenText): Promise<void> {
    const knownNames = new Set(mentionsIn(text.before));
    const names = mentionsIn(text.after).filter((name) => !knownNames.has(name));
    const called = isToldElsewhere() ? [] : await this.people(manager, names);
    for (const person of called) {
      const extra = { name: person.name, display_name: person.displayName };
      await this.events.recordEvent(manager, issue, 'mentioned', { record: person, extra });
    }
    for (const person of called) {
      await this.subscribers.add(manager, issue.id, person, 'mentioned');
    }
    const knownIssues = new Set(referencesIn(text.before).map((named) => inFull(named, issue)));
    const references = referencesIn(text.after)
      .filter(({ key }) => key === undefined || !isToldElsewhere())
      .map((named) => inFull(named, issue))
      .filter((reference) => !knownIssues.has(reference));
    await this.refer(manager, issue, references, text.commentId ?? null);
  }

  /** In the order of their ids, so that two texts cannot wait for each other. */
  private async people(manager: EntityManager, names: readonly string[]): Promise<Person[]> {
    return names.length === 0
      ? []
      : manager.query<Person[]>(
          `SELECT id, name, display_name AS "displayName" FROM users
           WHERE name = ANY ($1) AND active ORDER BY id`,
          [names],
        );
  }

  private async refer(
    manager: EntityManager,
    issue: Issue,
    references: readonly string[],
    commentId: string | null,
  ): Promise<void> {
    if (references.length === 0) {
      return;
    }
    const { id, title } = issue;
    const by = { id, reference: referenceOf(issue), title, comment_id: commentId };
    const targets = await manager.query<{ id: string }[]>(
      `SELECT issue.id FROM unnest($1::text[]) AS named (reference)
       JOIN projects ON projects.key = split_part(named.reference, '-', 1)
       JOIN issues AS issue ON issue.project_id = projects.id
         AND issue.number = split_part(named.reference, '-', 2)::integer
       WHERE issue.id <> $2 ORDER BY issue.id`,
      [[...new Set(references)], id],
    );
    await this.events.recordEvents(
      manager,
      targets.map((target) => ({
        aggregate: target,
        action: 'referenced' as const,
        extra: { by },
      })),
    );
  }
}

function inFull({ key, number }: NamedIssue, { project }: Issue): string {
  return `${key ?? project.key}-${number}`;
}
