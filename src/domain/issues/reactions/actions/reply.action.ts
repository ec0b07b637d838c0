import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  WorkflowAction,
  type WorkflowActionContext,
  type WorkflowActionHandler,
} from '../../../../platform/workflows/index.js';
import { IssueCommentActs } from '../../acts/issue-comment-acts.js';
import { commentBody } from '../../dto/issue-comment.schemas.js';
import { issueEvents } from '../../issue.events.js';
import { IssueLockedError } from '../../issues.errors.js';
import { referenceOf } from '../../utils/reference.util.js';
import { WorkflowActing } from './acting.js';

const schema = z.strictObject({ body: commentBody });

/** Comments on the issue, under the workflow's name. */
@WorkflowAction('reply', { label: 'Reply', schema, aggregates: [issueEvents] })
@Injectable()
export class ReplyAction implements WorkflowActionHandler<z.output<typeof schema>> {
  constructor(
    private readonly acting: WorkflowActing,
    private readonly comments: IssueCommentActs,
  ) {}

  async run({ body }: z.output<typeof schema>, context: WorkflowActionContext) {
    return this.acting.on(context, async (issue) => {
      if (issue.locked) {
        throw new IssueLockedError(referenceOf(issue));
      }
      const author = { id: null, name: context.workflow.name };
      const { id } = await this.comments.add(context.manager, issue, author, body);
      return { comment_id: id };
    });
  }
}
