import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { EventsModule } from '../../platform/events/index.js';
import { OutboxService } from '../../platform/outbox/index.js';
import { IssueActs } from './acts/issue-acts.js';
import { IssueAssignees } from './acts/issue-assignees.js';
import { IssueCommentActs } from './acts/issue-comment-acts.js';
import { IssueEditing } from './acts/issue-editing.js';
import { IssueIdleness } from './acts/issue-idleness.js';
import { IssueJournal } from './acts/issue-journal.js';
import { IssueLabels } from './acts/issue-labels.js';
import { IssueNumbers } from './acts/issue-numbers.js';
import { IssueOpening } from './acts/issue-opening.js';
import { IssueTexts } from './acts/issue-texts.js';
import { LockedIssues } from './acts/locked-issues.js';
import { Subscribers } from './acts/subscribers.js';
import { IssueCommentsController } from './controllers/issue-comments.controller.js';
import { IssueLabelsController } from './controllers/issue-labels.controller.js';
import { IssuePeopleController } from './controllers/issue-people.controller.js';
import { IssueTimelineController } from './controllers/issue-timeline.controller.js';
import { IssuesController } from './controllers/issues.controller.js';
import { LabelsController } from './controllers/labels.controller.js';
import { MilestonesController } from './controllers/milestones.controller.js';
import { ProjectsController } from './controllers/projects.controller.js';
import { issueEvents } from './issue.events.js';
import { ISSUES_ENTITIES } from './issues.constants.js';
import { IssueCommentsService } from './issue-comments.service.js';
import { IssuesService } from './issues.service.js';
import { LabelsService } from './labels.service.js';
import { MilestonesService } from './milestones.service.js';
import { ProjectsService } from './projects.service.js';
import { IssueList } from './reading/issue-list.js';
import { IssuePresenter } from './reading/issue-presenter.js';
import { IssueReader } from './reading/issue-reader.js';
import { IssueTimeline } from './reading/issue-timeline.js';
import { SubscriptionsService } from './subscriptions.service.js';
import { ViewsService } from './views.service.js';

/** What can be done to issues, whoever does it. */
const ACTS = [
  IssueActs,
  IssueAssignees,
  IssueCommentActs,
  IssueEditing,
  IssueIdleness,
  IssueJournal,
  IssueLabels,
  IssueNumbers,
  IssueOpening,
  IssueTexts,
  LockedIssues,
  Subscribers,
];

/** An issue tracker: the domain that is driven by business events. */
@Module({
  imports: [TypeOrmModule.forFeature([...ISSUES_ENTITIES]), EventsModule.forFeature([issueEvents])],
  controllers: [
    ProjectsController,
    LabelsController,
    MilestonesController,
    IssuesController,
    IssueLabelsController,
    IssuePeopleController,
    IssueCommentsController,
    IssueTimelineController,
  ],
  providers: [
    ...ACTS,
    OutboxService,
    IssueCommentsService,
    IssueList,
    IssuePresenter,
    IssueReader,
    IssueTimeline,
    IssuesService,
    LabelsService,
    MilestonesService,
    ProjectsService,
    SubscriptionsService,
    ViewsService,
  ],
  exports: ACTS,
})
export class IssuesModule {}
