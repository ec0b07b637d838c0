import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { CurrentPrincipal } from '../../../http/access/current-principal.decorator.js';
import { type Principal } from '../../../http/access/principal.interface.js';
import { CurrentEdit } from '../../../http/records/current-edit.decorator.js';
import { type Edit } from '../../../http/records/edit.interface.js';
import { Route } from '../../../http/records/route.decorator.js';
import { OutboxService } from '../../../platform/outbox/index.js';
import {
  addCommentSchema,
  editCommentSchema,
  issueCommentPageSchema,
  issueCommentSchema,
  issueCommentView,
  type IssueCommentView,
  listBelowIssueSchema,
} from '../dto/issue-comment.schemas.js';
import { IssueCommentsService } from '../issue-comments.service.js';

/** What people say about issues. */
@ApiTags('issues')
@Controller()
export class IssueCommentsController {
  constructor(
    private readonly comments: IssueCommentsService,
    private readonly outbox: OutboxService,
  ) {}

  @Route('GET', 'issues/:issueId/comments', {
    does: 'Lists the comments on an issue, oldest first.',
    role: 'viewer',
    answers: issueCommentPageSchema,
    refuses: [400, 404],
  })
  async list(
    @Param('issueId') issueId: string,
    @Query({ schema: listBelowIssueSchema }) query: z.output<typeof listBelowIssueSchema>,
  ): Promise<z.output<typeof issueCommentPageSchema>> {
    const feed_position = await this.outbox.feedPosition();
    const { items, next } = await this.comments.list(issueId, query);
    return { items: items.map(issueCommentView), next, feed_position };
  }

  @Route('POST', 'issues/:issueId/comments', {
    does: 'Comments on an issue; whoever it mentions is told what happens from now on.',
    role: 'member',
    answers: issueCommentSchema,
    createdAt: '/issue-comments',
    refuses: [400, 404],
  })
  async add(
    @Param('issueId') issueId: string,
    @CurrentPrincipal() author: Principal,
    @Body({ schema: addCommentSchema }) { body }: z.output<typeof addCommentSchema>,
  ): Promise<IssueCommentView> {
    return issueCommentView(await this.comments.add(issueId, author, body));
  }

  @Route('GET', 'issue-comments/:id', {
    does: 'Reads a comment on an issue.',
    role: 'viewer',
    answers: issueCommentSchema,
    refuses: [404],
  })
  async show(@Param('id') id: string): Promise<IssueCommentView> {
    return issueCommentView(await this.comments.get(id));
  }

  @Route('PATCH', 'issue-comments/:id', {
    does: 'Changes a comment on an issue.',
    role: 'member',
    answers: issueCommentSchema,
    refuses: [400, 404, 412],
  })
  async edit(
    @Param('id') id: string,
    @CurrentEdit() edit: Edit,
    @Body({ schema: editCommentSchema }) { body }: z.output<typeof editCommentSchema>,
  ): Promise<IssueCommentView> {
    return issueCommentView(await this.comments.edit(id, body, edit));
  }

  @Route('DELETE', 'issue-comments/:id', {
    does: 'Destroys a comment on an issue.',
    role: 'member',
    refuses: [404, 412],
  })
  async remove(@Param('id') id: string, @CurrentEdit() edit: Edit): Promise<void> {
    await this.comments.remove(id, edit);
  }
}
