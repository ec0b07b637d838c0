import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  WorkflowAction,
  type WorkflowActionContext,
  type WorkflowActionHandler,
} from '../../../../platform/workflows/index.js';
import { IssueAssignees } from '../../acts/issue-assignees.js';
import { assignees } from '../../dto/issue.schemas.js';
import { issueEvents } from '../../issue.events.js';
import { WorkflowActing } from './acting.js';

const schema = z.strictObject({ assignees: assignees.min(1) });

/** Gives the issue to people. */
@WorkflowAction('assign', { label: 'Assign', schema, aggregates: [issueEvents] })
@Injectable()
export class AssignAction implements WorkflowActionHandler<z.output<typeof schema>> {
  constructor(
    private readonly acting: WorkflowActing,
    private readonly people: IssueAssignees,
  ) {}

  async run(input: z.output<typeof schema>, context: WorkflowActionContext): Promise<void> {
    await this.acting.on(context, (issue) =>
      this.people.add(context.manager, issue, input.assignees),
    );
  }
}
