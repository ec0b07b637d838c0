import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Issue } from '../entities/issue.entity.js';
import { type Author, type Person } from '../interfaces/person.interface.js';
import { mentionsIn } from '../utils/mentions.util.js';
import { Subscribers } from './subscribers.js';

/** A text of an issue or of one of its comments, as it was and as it is now. */
export interface WrittenText {
  readonly before: string;
  readonly after: string;
  readonly author: Author;
}

/** Reaches the people whom a text names. */
@Injectable()
export class IssueTexts {
  constructor(private readonly subscribers: Subscribers) {}

  /** Only what the text did not say before counts: an edit calls nobody a second time. */
  async spread(manager: EntityManager, issue: Issue, text: WrittenText): Promise<void> {
    const before = new Set(mentionsIn(text.before));
    const called = mentionsIn(text.after).filter((name) => !before.has(name));
    for (const person of await this.people(manager, called)) {
      await this.subscribers.add(manager, issue.id, person.id, 'mentioned');
    }
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
}
