import { Module } from '@nestjs/common';
import { IssuesModule } from '../issues.module.js';
import { AppNotificationInbox } from './inboxes/app-notification.inbox.js';
import { EmailInbox } from './inboxes/email.inbox.js';
import { LinearInbox } from './inboxes/linear.inbox.js';
import { SlackInbox } from './inboxes/slack.inbox.js';
import { IssueAudience } from './issue-audience.js';
import { IssueNews } from './issue-news.js';
import { ConfigurableModuleClass } from './issue-reactions.module-definition.js';

/**
 * What happens because of what happens to issues. Apart from `IssuesModule`, so that an import can
 * write issues in a process that has no queues and no channels.
 */
@Module({
  imports: [IssuesModule],
  providers: [IssueAudience, IssueNews, EmailInbox, AppNotificationInbox, SlackInbox, LinearInbox],
})
export class IssueReactionsModule extends ConfigurableModuleClass {}
