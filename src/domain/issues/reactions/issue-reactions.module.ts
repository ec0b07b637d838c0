import { Module } from '@nestjs/common';
import { IssuesModule } from '../issues.module.js';
import { WorkflowActing } from './actions/acting.js';
import { AssignAction } from './actions/assign.action.js';
import { CloseAction } from './actions/close.action.js';
import { AddLabelAction, RemoveLabelAction } from './actions/label.actions.js';
import { NotifyAction } from './actions/notify.action.js';
import { ReplyAction } from './actions/reply.action.js';
import { WebhookAction } from './actions/webhook.action.js';
import { AppNotificationInbox } from './inboxes/app-notification.inbox.js';
import { EmailInbox } from './inboxes/email.inbox.js';
import { LinearInbox } from './inboxes/linear.inbox.js';
import { SlackInbox } from './inboxes/slack.inbox.js';
import { IssueAudience } from './issue-audience.js';
import { IssueNews } from './issue-news.js';
import { ConfigurableModuleClass } from './issue-reactions.module-definition.js';

const INBOXES = [EmailInbox, AppNotificationInbox, SlackInbox, LinearInbox];

const ACTIONS = [
  ReplyAction,
  AddLabelAction,
  RemoveLabelAction,
  AssignAction,
  CloseAction,
  NotifyAction,
  WebhookAction,
];

/**
 * What happens because of what happens to issues. Apart from `IssuesModule`, so that an import can
 * write issues in a process that has no queues and no channels.
 */
@Module({
  imports: [IssuesModule],
  providers: [IssueAudience, IssueNews, WorkflowActing, ...INBOXES, ...ACTIONS],
})
export class IssueReactionsModule extends ConfigurableModuleClass {}
