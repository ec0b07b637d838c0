import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { SkipDelivery } from '../../../platform/deliveries/index.js';
import { IssueComment } from '../entities/issue-comment.entity.js';
import { Issue } from '../entities/issue.entity.js';
import { referenceOf } from '../utils/reference.util.js';
import { type ToldEvent } from './told-actions.js';

/** What people are told of one event, in plain text. */
export interface News {
  readonly issue: Issue;
  readonly reference: string;
  /** `Alice Adams commented on WEB-12`. */
  readonly headline: string;
  /** The words that were said, if any were. */
  readonly quote: string | undefined;
  /** A place in the console. */
  readonly path: string;
}

/** Puts events into words. */
@Injectable()
export class IssueNews {
  /** @throws SkipDelivery when the issue is gone */
  async of(manager: EntityManager, event: ToldEvent): Promise<News> {
    const issue = await manager.findOne(Issue, {
      where: { id: event.aggregateId },
      relations: { project: true },
    });
    if (!issue) {
      throw new SkipDelivery('the issue is gone');
    }
    const reference = referenceOf(issue);
    return {
      issue,
      reference,
      headline: headlineOf(event, await this.nameOf(manager, event.actor.id), reference),
      quote: await this.quoteOf(manager, event),
      path: `/issues/${issue.id}?event=${event.id}`,
    };
  }

  private async nameOf(manager: EntityManager, handle: string): Promise<string> {
    const [row] = await manager.query<{ display_name: string }[]>(
      'SELECT display_name FROM users WHERE name = $1',
      [handle],
    );
    return row?.display_name ?? handle;
  }

  /** The comment as it is now: an edit within the first second should not mail the typo. */
  private async quoteOf(manager: EntityManager, event: ToldEvent): Promise<string | undefined> {
    if (event.action !== 'comment_added') {
      return undefined;
    }
    const comment = await manager.findOneBy(IssueComment, { id: event.record.id });
    return comment?.body ?? event.extra.excerpt;
  }
}

function headlineOf(event: ToldEvent, who: string, reference: string): string {
  switch (event.action) {
    case 'opened':
      return `${who} opened ${reference}`;
    case 'comment_added':
      return `${who} commented on ${reference}`;
    case 'closed':
      return `${who} closed ${reference} as ${event.extra.reason.replace('_', ' ')}`;
    case 'reopened':
      return `${who} reopened ${reference}`;
    case 'assigned':
      return `${who} assigned ${reference} to you`;
    case 'mentioned':
      return `${who} mentioned you in ${reference}`;
    default:
      return `Nothing happened to ${reference} for ${event.extra.days} days`;
  }
}
