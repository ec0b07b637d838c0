import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { IssueSubscription } from '../entities/issue-subscription.entity.js';
import { type SubscriptionReason } from '../interfaces/issue-words.js';
import { happenedAt } from '../utils/happened-at.util.js';

/** Who is told what happens to an issue. */
@Injectable()
export class Subscribers {
  /** Subscribes somebody, unless they are already. @returns whether they were not */
  async add(
    manager: EntityManager,
    issueId: string,
    userId: string,
    reason: SubscriptionReason,
  ): Promise<boolean> {
    const { raw } = await manager
      .createQueryBuilder()
      .insert()
      .into(IssueSubscription)
      .values({ issueId, userId, reason, createdAt: happenedAt() })
      .orIgnore()
      .returning('id')
      .execute();
    return (raw as unknown[]).length > 0;
  }

  /** @returns whether they were subscribed */
  async remove(manager: EntityManager, issueId: string, userId: string): Promise<boolean> {
    const { affected } = await manager.delete(IssueSubscription, { issueId, userId });
    return affected === 1;
  }
}
