import { Inject } from '@nestjs/common';
import {
  escapeSlack,
  SlackChannel,
  slackLink,
  slackSection,
} from '../../../../platform/channels/index.js';
import { type AnyEvent } from '../../../../platform/events/index.js';
import { Inbox, type InboxContext, type InboxHooks, On } from '../../../../platform/inbox/index.js';
import { isNews } from '../is-news.util.js';
import { issueEvents } from '../../issue.events.js';
import { IssueNews } from '../issue-news.js';
import { type IssueReactionsOptions } from '../issue-reactions-options.interface.js';
import { ISSUE_REACTIONS_OPTIONS } from '../issue-reactions.module-definition.js';
import { reasonOf } from '../reason-of.util.js';
import { TOLD_TO_TEAM, type ToldEvent } from '../told-actions.js';

/** Tells the team's channel; in order, so that nobody reads of a reopening before the closing. */
@Inbox('slack', { ordered: 'aggregate' })
export class SlackInbox implements InboxHooks {
  constructor(
    private readonly slack: SlackChannel,
    private readonly news: IssueNews,
    @Inject(ISSUE_REACTIONS_OPTIONS) private readonly options: IssueReactionsOptions,
  ) {}

  unavailable(): string | undefined {
    return reasonOf(this.slack.status());
  }

  shouldProcess(event: AnyEvent): boolean {
    return isNews(event);
  }

  @On(issueEvents, ...TOLD_TO_TEAM)
  async tell(event: ToldEvent, { manager, signal }: InboxContext): Promise<void> {
    const { issue, headline, quote, path } = await this.news.of(manager, event);
    const link = slackLink(`${this.options.publicUrl}/console${path}`, issue.title);
    await this.slack.post({
      text: escapeSlack(`${headline}: ${issue.title}`),
      blocks: [
        slackSection(`${escapeSlack(headline)}: ${link}`),
        ...(quote === undefined ? [] : [slackSection(escapeSlack(quote))]),
      ],
      signal,
    });
  }
}
