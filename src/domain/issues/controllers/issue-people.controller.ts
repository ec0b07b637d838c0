import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { CurrentEdit } from '../../../http/records/current-edit.decorator.js';
import { CurrentPrincipal } from '../../../http/access/current-principal.decorator.js';
import { type Principal } from '../../../http/access/principal.interface.js';
import { type Edit } from '../../../http/records/edit.interface.js';
import { Route } from '../../../http/records/route.decorator.js';
import { OutboxService } from '../../../platform/outbox/index.js';
import { IssueAssignees } from '../acts/issue-assignees.js';
import { listBelowIssueSchema } from '../dto/issue-comment.schemas.js';
import { issueAssigneesSchema } from '../dto/issue.schemas.js';
import { issueSchema, type IssueView } from '../dto/issue.view.js';
import { subscriptionPageSchema, subscriptionView } from '../dto/subscription.schemas.js';
import { IssuesService } from '../issues.service.js';
import { IssuePresenter } from '../reading/issue-presenter.js';
import { SubscriptionsService } from '../subscriptions.service.js';

/** Who works on an issue, and who is told about it. */
@ApiTags('issues')
@Controller('issues/:id')
export class IssuePeopleController {
  constructor(
    private readonly issues: IssuesService,
    private readonly assignees: IssueAssignees,
    private readonly subscriptions: SubscriptionsService,
    private readonly presenter: IssuePresenter,
    private readonly outbox: OutboxService,
  ) {}

  @Route('POST', 'assignees', {
    does: 'Gives an issue to people, who are then told what happens to it.',
    role: 'member',
    answers: issueSchema,
    refuses: [400, 404, 412],
  })
  async assign(
    @Param('id') id: string,
    @CurrentEdit() edit: Edit,
    @Body({ schema: issueAssigneesSchema }) body: z.output<typeof issueAssigneesSchema>,
  ): Promise<IssueView> {
    await this.issues.change(id, edit, (manager, issue) =>
      this.assignees.add(manager, issue, body.assignees),
    );
    return this.presenter.show(id, edit.editor);
  }

  @Route('DELETE', 'assignees/:name', {
    does: 'Takes an issue from somebody; nothing changes when it is not theirs.',
    role: 'member',
    answers: issueSchema,
    refuses: [404, 412],
  })
  async unassign(
    @Param('id') id: string,
    @Param('name') name: string,
    @CurrentEdit() edit: Edit,
  ): Promise<IssueView> {
    await this.issues.change(id, edit, (manager, issue) =>
      this.assignees.remove(manager, issue, name),
    );
    return this.presenter.show(id, edit.editor);
  }

  @Route('GET', 'subscriptions', {
    does: 'Lists who is told what happens to an issue, in the order they came.',
    role: 'viewer',
    answers: subscriptionPageSchema,
    refuses: [400, 404],
  })
  async subscribers(
    @Param('id') id: string,
    @Query({ schema: listBelowIssueSchema }) query: z.output<typeof listBelowIssueSchema>,
  ): Promise<z.output<typeof subscriptionPageSchema>> {
    const feed_position = await this.outbox.feedPosition();
    const { items, next } = await this.subscriptions.list(id, query);
    return { items: items.map(subscriptionView), next, feed_position };
  }

  @Route('PUT', 'subscription', {
    does: 'Tells the caller what happens to an issue from now on.',
    role: 'viewer',
    answers: issueSchema,
    refuses: [404],
  })
  async subscribe(
    @Param('id') id: string,
    @CurrentPrincipal() reader: Principal,
  ): Promise<IssueView> {
    await this.subscriptions.subscribe(id, reader);
    return this.presenter.show(id, reader);
  }

  @Route('DELETE', 'subscription', {
    does: 'Tells the caller no longer.',
    role: 'viewer',
    answers: issueSchema,
    refuses: [404],
  })
  async unsubscribe(
    @Param('id') id: string,
    @CurrentPrincipal() reader: Principal,
  ): Promise<IssueView> {
    await this.subscriptions.unsubscribe(id, reader);
    return this.presenter.show(id, reader);
  }
}
