import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Person } from '../../../http/records/person.interface.js';
import { IssueComment } from '../entities/issue-comment.entity.js';
import { mentionsIn } from '../utils/mentions.util.js';
import { type ToldEvent } from './told-actions.js';

/** Somebody who is told, and where they are written to. */
export interface Reader extends Person {
  readonly email: string | null;
}

const READER = 'person.id, person.name, person.display_name AS "displayName", person.email';

/** Finds out who is told of an event: never whoever did it. */
@Injectable()
export class IssueAudience {
  async of(manager: EntityManager, event: ToldEvent): Promise<Reader[]> {
    if (event.action === 'assigned' || event.action === 'mentioned') {
      const reader = await this.reader(manager, event.record.id);
      return reader && reader.name !== event.actor.id ? [reader] : [];
    }
    return manager.query<Reader[]>(
      `SELECT ${READER} FROM issue_subscriptions AS told JOIN users AS person ON person.id = told.user_id
       WHERE told.issue_id = $1 AND person.active AND person.name <> $2 AND person.name <> ALL ($3)
       ORDER BY person.id`,
      [event.aggregateId, event.actor.id, await this.toldApart(manager, event)],
    );
  }

  /** Somebody who can still sign in. */
  async reader(manager: EntityManager, userId: string): Promise<Reader | undefined> {
    const [reader] = await manager.query<Reader[]>(
      `SELECT ${READER} FROM users AS person WHERE person.id = $1 AND person.active`,
      [userId],
    );
    return reader;
  }

  /** Whom a comment mentions is told so already: nobody hears of one comment twice. */
  private async toldApart(manager: EntityManager, event: ToldEvent): Promise<string[]> {
    if (event.action !== 'comment_added') {
      return [];
    }
    const comment = await manager.findOneBy(IssueComment, { id: event.record.id });
    return comment ? mentionsIn(comment.body) : [];
  }
}
