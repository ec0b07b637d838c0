import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { happenedAt } from '../../../platform/correlation/index.js';
import { InjectEvents } from '../../../platform/events/index.js';
import { IssueSubscription } from '../entities/issue-subscription.entity.js';
import { type SubscriptionReason } from '../interfaces/issue-words.js';
import { issueEvents, type IssueRecorder } from '../issue.events.js';

/** A user, as far as a subscription knows them. */
export interface Subscriber {
  readonly id: string;
  readonly name: string;
}

/** Who is told what happens to an issue. */
@Injectable()
export class Subscribers {
  constructor(@InjectEvents(issueEvents) private readonly events: IssueRecorder) {}

  /** Subscribes somebody, unless they are already. @returns whether they were not */
  async add(
    manager: EntityManager,
    issueId: string,
    user: Subscriber,
    reason: SubscriptionReason,
  ): Promise<boolean> {
    const { raw } = await manager
      .createQueryBuilder()
      .insert()
      .into(IssueSubscription)
      .values({ issueId, userId: user.id, reason, createdAt: happenedAt() })
      .orIgnore()
      .returning('id')
      .execute();
    if ((raw as unknown[]).length === 0) {
      return false;
    }
    const extra = { name: user.name, reason };
    await this.events.recordEvent(manager, issueId, 'subscribed', { record: user.id, extra });
    return true;
  }

  /** @returns whether they were subscribed */
  async remove(manager: EntityManager, issueId: string, user: Subscriber): Promise<boolean> {
    const { affected } = await manager.delete(IssueSubscription, { issueId, userId: user.id });
    if (affected !== 1) {
      return false;
    }
    const extra = { name: user.name };
    await this.events.recordEvent(manager, issueId, 'unsubscribed', { record: user.id, extra });
    return true;
  }
}
