import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  WorkflowAction,
  type WorkflowActionContext,
  type WorkflowActionHandler,
} from '../../../../platform/workflows/index.js';
import { IssueLabels } from '../../acts/issue-labels.js';
import { labelName } from '../../dto/label.schemas.js';
import { issueEvents } from '../../issue.events.js';
import { WorkflowActing } from './acting.js';

const schema = z.strictObject({ label: labelName });

/** Puts a label on the issue; a project that lacks it gets it. */
@WorkflowAction('add_label', { label: 'Add a label', schema, aggregates: [issueEvents] })
@Injectable()
export class AddLabelAction implements WorkflowActionHandler<z.output<typeof schema>> {
  constructor(
    private readonly acting: WorkflowActing,
    private readonly labels: IssueLabels,
  ) {}

  async run({ label }: z.output<typeof schema>, context: WorkflowActionContext): Promise<void> {
    await this.acting.on(context, (issue) => this.labels.add(context.manager, issue, [label]));
  }
}

/** Takes a label off the issue; nothing happens when it has none of this name. */
@WorkflowAction('remove_label', { label: 'Remove a label', schema, aggregates: [issueEvents] })
@Injectable()
export class RemoveLabelAction implements WorkflowActionHandler<z.output<typeof schema>> {
  constructor(
    private readonly acting: WorkflowActing,
    private readonly labels: IssueLabels,
  ) {}

  async run({ label }: z.output<typeof schema>, context: WorkflowActionContext) {
    const removed = await this.acting.on(context, (issue) =>
      this.labels.remove(context.manager, issue, [label]),
    );
    return { removed };
  }
}
