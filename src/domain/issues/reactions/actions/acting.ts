import { Injectable } from '@nestjs/common';
import {
  type WorkflowActionContext,
  WorkflowActionRefused,
} from '../../../../platform/workflows/index.js';
import { LockedIssues } from '../../acts/locked-issues.js';
import { type Issue } from '../../entities/issue.entity.js';
import { IssuesError } from '../../issues.errors.js';

/** Lets workflows act on issues like everybody else does. */
@Injectable()
export class WorkflowActing {
  constructor(private readonly issues: LockedIssues) {}

  /**
   * Does something to the issue that triggered the workflow.
   * @throws WorkflowActionRefused for what the issue refuses: no retry cures that
   */
  async on<T>(context: WorkflowActionContext, act: (issue: Issue) => Promise<T>): Promise<T> {
    try {
      return await act(await this.issues.lock(context.manager, context.aggregateId));
    } catch (error) {
      throw error instanceof IssuesError ? new WorkflowActionRefused(error.message) : error;
    }
  }
}
