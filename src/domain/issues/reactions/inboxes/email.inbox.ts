import { Inject } from '@nestjs/common';
import { EmailChannel } from '../../../../platform/channels/index.js';
import { SkipDelivery } from '../../../../platform/deliveries/index.js';
import { type AnyEvent } from '../../../../platform/events/index.js';
import { Inbox, type InboxContext, type InboxHooks, On } from '../../../../platform/inbox/index.js';
import { isNews } from '../is-news.util.js';
import { issueEvents } from '../../issue.events.js';
import { IssueAudience } from '../issue-audience.js';
import { type IssueReactionsOptions } from '../issue-reactions-options.interface.js';
import { ISSUE_REACTIONS_OPTIONS } from '../issue-reactions.module-definition.js';
import { IssueNews } from '../issue-news.js';
import { reasonOf } from '../reason-of.util.js';
import { TOLD_TO_PEOPLE, type ToldEvent } from '../told-actions.js';
import { emailOf } from './email-of.js';

/** Writes to the people around an issue: one delivery, and so one e-mail, each. */
@Inbox('email')
export class EmailInbox implements InboxHooks {
  constructor(
    private readonly email: EmailChannel,
    private readonly audience: IssueAudience,
    private readonly news: IssueNews,
    @Inject(ISSUE_REACTIONS_OPTIONS) private readonly options: IssueReactionsOptions,
  ) {}

  unavailable(): string | undefined {
    return reasonOf(this.email.status());
  }

  shouldProcess(event: AnyEvent): boolean {
    return isNews(event);
  }

  @On(issueEvents, ...TOLD_TO_PEOPLE)
  async tell(event: ToldEvent, context: InboxContext): Promise<void> {
    const { manager, delivery, idempotencyKey, signal, note } = context;
    if (delivery.target === '') {
      const readers = (await this.audience.of(manager, event)).filter(
        ({ email }) => email !== null,
      );
      if (readers.length === 0) {
        throw new SkipDelivery('nobody who is told of it has an e-mail address');
      }
      await context.fanOut(readers.map(({ id }) => id));
      return;
    }
    const reader = await this.audience.reader(manager, delivery.target);
    if (!reader || reader.email === null) {
      throw new SkipDelivery('the recipient has no account or no e-mail address any more');
    }
    const news = await this.news.of(manager, event);
    const words = emailOf(news, this.options.publicUrl);
    const thread = `issue:${news.issue.id}`;
    const to = reader.email;
    note({ ...(await this.email.send({ ...words, to, idempotencyKey, thread, signal })) });
  }
}
