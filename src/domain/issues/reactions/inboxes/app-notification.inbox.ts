import { AppNotifications } from '../../../../platform/channels/index.js';
import { SkipDelivery } from '../../../../platform/deliveries/index.js';
import { type AnyEvent } from '../../../../platform/events/index.js';
import { Inbox, type InboxContext, type InboxHooks, On } from '../../../../platform/inbox/index.js';
import { isNews } from '../is-news.util.js';
import { issueEvents } from '../../issue.events.js';
import { IssueAudience } from '../issue-audience.js';
import { IssueNews } from '../issue-news.js';
import { TOLD_TO_PEOPLE, type ToldEvent } from '../told-actions.js';

/** Rings the bell of the people around an issue; all of them in the delivery's own transaction. */
@Inbox('app_notification')
export class AppNotificationInbox implements InboxHooks {
  constructor(
    private readonly notifications: AppNotifications,
    private readonly audience: IssueAudience,
    private readonly news: IssueNews,
  ) {}

  shouldProcess(event: AnyEvent): boolean {
    return isNews(event);
  }

  @On(issueEvents, ...TOLD_TO_PEOPLE)
  async tell(event: ToldEvent, { manager, idempotencyKey }: InboxContext): Promise<void> {
    const readers = await this.audience.of(manager, event);
    if (readers.length === 0) {
      throw new SkipDelivery('nobody else is told of it');
    }
    const { issue, headline, quote, path } = await this.news.of(manager, event);
    for (const { id } of readers) {
      await this.notifications.notify(manager, {
        userId: id,
        kind: event.action,
        title: `${headline}: ${issue.title}`,
        ...(quote !== undefined && { body: quote }),
        link: path,
        item: { type: 'Issue', id: issue.id },
        actor: event.actor.id,
        idempotencyKey: `${idempotencyKey}:${id}`,
      });
    }
  }
}
