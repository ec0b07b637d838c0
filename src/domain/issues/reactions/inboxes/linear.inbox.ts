import { LinearChannel } from '../../../../platform/channels/index.js';
import { SkipDelivery } from '../../../../platform/deliveries/index.js';
import { type AnyEvent, type EventOf } from '../../../../platform/events/index.js';
import { Inbox, type InboxContext, type InboxHooks, On } from '../../../../platform/inbox/index.js';
import { isNews } from '../is-news.util.js';
import { issueEvents } from '../../issue.events.js';
import { IssueNews } from '../issue-news.js';
import { reasonOf } from '../reason-of.util.js';

/** Repeats comments in Linear, for issues that live there too; in the order they were made. */
@Inbox('linear', { ordered: 'aggregate' })
export class LinearInbox implements InboxHooks {
  constructor(
    private readonly linear: LinearChannel,
    private readonly news: IssueNews,
  ) {}

  unavailable(): string | undefined {
    return reasonOf(this.linear.status());
  }

  shouldProcess(event: AnyEvent): boolean {
    return isNews(event);
  }

  @On(issueEvents, 'comment_added')
  async repeat(
    event: EventOf<typeof issueEvents, 'comment_added'>,
    { manager, idempotencyKey, signal, note }: InboxContext,
  ): Promise<void> {
    const { issue, headline, quote = '' } = await this.news.of(manager, event);
    if (issue.linearIssue === null) {
      throw new SkipDelivery('the issue is linked to none in Linear: set its linear_issue');
    }
    const body = `**${headline}**\n\n${quote}`;
    note(await this.linear.comment({ issueId: issue.linearIssue, body, idempotencyKey, signal }));
  }
}
