import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  WorkflowAction,
  type WorkflowActionContext,
  type WorkflowActionHandler,
} from '../../../../platform/workflows/index.js';
import { IssueActs } from '../../acts/issue-acts.js';
import { issueEvents } from '../../issue.events.js';
import { WorkflowActing } from './acting.js';

const schema = z.strictObject({
  reason: z.enum(['completed', 'not_planned']).default('completed'),
});

/** Closes the issue. */
@WorkflowAction('close', { label: 'Close', schema, aggregates: [issueEvents] })
@Injectable()
export class CloseAction implements WorkflowActionHandler<z.output<typeof schema>> {
  constructor(
    private readonly acting: WorkflowActing,
    private readonly acts: IssueActs,
  ) {}

  async run({ reason }: z.output<typeof schema>, context: WorkflowActionContext): Promise<void> {
    await this.acting.on(context, (issue) => this.acts.close(context.manager, issue, reason));
  }
}
