import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, MoreThan } from 'typeorm';
import { type Principal } from '../../http/access/principal.interface.js';
import { decodeCursor } from '../../http/pagination/cursor.js';
import { type KeysetPage, keysetPage } from '../../http/pagination/keyset-page.js';
import { LockedIssues } from './acts/locked-issues.js';
import { Subscribers } from './acts/subscribers.js';
import { IssueSubscription } from './entities/issue-subscription.entity.js';
import { IssueReader } from './reading/issue-reader.js';

/** Lets people decide for themselves what they are told. */
@Injectable()
export class SubscriptionsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly reader: IssueReader,
    private readonly issues: LockedIssues,
    private readonly subscribers: Subscribers,
  ) {}

  /** One page of an issue's subscribers, in the order they came. */
  async list(
    issueId: string,
    page: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<KeysetPage<IssueSubscription>> {
    await this.reader.assertIssue(issueId);
    const list = `subscriptions-${issueId}`;
    const after = page.after === undefined ? undefined : decodeCursor(list, page.after);
    const found = await this.dataSource.manager.find(IssueSubscription, {
      where: { issueId, ...(after !== undefined && { id: MoreThan(after) }) },
      relations: { user: true },
      select: { user: { id: true, name: true, displayName: true } },
      order: { id: 'ASC' },
      take: page.limit + 1,
    });
    return keysetPage(list, found, page.limit);
  }

  async subscribe(issueId: string, user: Principal): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const issue = await this.issues.lock(manager, issueId);
      await this.subscribers.add(manager, issue.id, user, 'manual');
    });
  }

  async unsubscribe(issueId: string, user: Principal): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const issue = await this.issues.lock(manager, issueId);
      await this.subscribers.remove(manager, issue.id, user);
    });
  }
}
