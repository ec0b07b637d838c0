import { Injectable } from '@nestjs/common';
import { happenedAt } from '../../../platform/correlation/index.js';
import { type EntityManager } from 'typeorm';

/** Keeps what happened to issues, in the transaction that makes it happen. */
@Injectable()
export class IssueJournal {
  /** Notes that somebody did something to an issue. */
  async touch(manager: EntityManager, { id }: { readonly id: string }): Promise<void> {
    await manager.query(
      'UPDATE issues SET last_activity_at = greatest(last_activity_at, $2) WHERE id = $1',
      [id, happenedAt()],
    );
  }

  /** Notes a change of what the ETag stands for beside the row: labels, assignees. */
  async changed(manager: EntityManager, { id }: { readonly id: string }): Promise<void> {
    await manager.query(
      `UPDATE issues SET last_activity_at = greatest(last_activity_at, $2),
         updated_at = greatest($2, updated_at + interval '1 microsecond') WHERE id = $1`,
      [id, happenedAt()],
    );
  }
}
