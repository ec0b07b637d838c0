import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Person } from '../../../http/records/person.interface.js';
import { InjectEvents } from '../../../platform/events/index.js';
import { type Issue } from '../entities/issue.entity.js';
import { issueEvents, type IssueRecorder } from '../issue.events.js';
import { UnknownReferenceError } from '../issues.errors.js';
import { isToldElsewhere } from '../utils/is-told-elsewhere.util.js';
import { IssueJournal } from './issue-journal.js';
import { Subscribers } from './subscribers.js';

/** Gives issues to people. */
@Injectable()
export class IssueAssignees {
  constructor(
    private readonly journal: IssueJournal,
    private readonly subscribers: Subscribers,
    @InjectEvents(issueEvents) private readonly events: IssueRecorder,
  ) {}

  /** @throws UnknownReferenceError when a handle is nobody's, or of somebody who left */
  async add(manager: EntityManager, issue: Issue, handles: readonly string[]): Promise<void> {
    await this.assign(manager, issue, await this.people(manager, handles));
  }

  /** Also to people who never sign in: another tracker knows them. They are not told anything here. */
  async assign(manager: EntityManager, issue: Issue, people: readonly Person[]): Promise<void> {
    const given: Person[] = [];
    for (const person of people) {
      const rows = await manager.query<unknown[]>(
        `INSERT INTO issues_assignees (issue_id, user_id) VALUES ($1, $2)
         ON CONFLICT DO NOTHING RETURNING user_id`,
        [issue.id, person.id],
      );
      if (rows.length > 0) {
        await this.journal.changed(manager, issue);
        await this.events.recordEvent(manager, issue, 'assigned', told(person));
        given.push(person);
      }
    }
    for (const person of isToldElsewhere() ? [] : given) {
      await this.subscribers.add(manager, issue.id, person, 'assigned');
    }
  }

  /** @returns whether it was theirs */
  async remove(manager: EntityManager, issue: Issue, handle: string): Promise<boolean> {
    const [[person]] = await manager.query<[Person[], number]>(
      `DELETE FROM issues_assignees USING users
       WHERE issue_id = $1 AND user_id = users.id AND users.name = $2
       RETURNING users.id, users.name, users.display_name AS "displayName"`,
      [issue.id, handle],
    );
    if (!person) {
      return false;
    }
    await this.journal.changed(manager, issue);
    await this.events.recordEvent(manager, issue, 'unassigned', told(person));
    return true;
  }

  private async people(manager: EntityManager, handles: readonly string[]): Promise<Person[]> {
    if (handles.length === 0) {
      return [];
    }
    const found = await manager.query<Person[]>(
      `SELECT id, name, display_name AS "displayName" FROM users
       WHERE name = ANY ($1) AND active ORDER BY id`,
      [handles],
    );
    const index = handles.findIndex((handle) => !found.some(({ name }) => name === handle));
    if (index >= 0) {
      throw new UnknownReferenceError(
        `assignees.${index}`,
        'is the handle of nobody who can sign in',
        'Send the handle of an active user.',
      );
    }
    return found;
  }
}

function told(person: Person) {
  return { record: person, extra: { name: person.name, display_name: person.displayName } };
}
