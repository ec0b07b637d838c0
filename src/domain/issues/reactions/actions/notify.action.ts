import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { line } from '../../../../http/schemas/line.schema.js';
import { AppNotifications } from '../../../../platform/channels/index.js';
import {
  WorkflowAction,
  type WorkflowActionContext,
  type WorkflowActionHandler,
} from '../../../../platform/workflows/index.js';
import { assignees } from '../../dto/issue.schemas.js';
import { issueEvents } from '../../issue.events.js';
import { referenceOf } from '../../utils/reference.util.js';
import { WorkflowActing } from './acting.js';

const schema = z.strictObject({
  message: line(300).meta({ example: 'An old issue has a new comment' }),
  people: assignees
    .optional()
    .meta({ description: 'Handles; whoever is subscribed to the issue when left out.' }),
});

/** Rings the bell of the issue's subscribers, or of some people. */
@WorkflowAction('notify', { label: 'Notify', schema, aggregates: [issueEvents] })
@Injectable()
export class NotifyAction implements WorkflowActionHandler<z.output<typeof schema>> {
  constructor(
    private readonly acting: WorkflowActing,
    private readonly notifications: AppNotifications,
  ) {}

  async run({ message, people }: z.output<typeof schema>, context: WorkflowActionContext) {
    const { manager, idempotencyKey, event, workflow } = context;
    return this.acting.on(context, async (issue) => {
      const readers = await manager.query<{ id: string }[]>(
        `SELECT id FROM users AS person WHERE active AND CASE WHEN $2::text[] IS NULL
           THEN EXISTS (SELECT FROM issue_subscriptions WHERE issue_id = $1 AND user_id = person.id)
           ELSE name = ANY ($2) END ORDER BY id`,
        [issue.id, people ?? null],
      );
      for (const { id } of readers) {
        await this.notifications.notify(manager, {
          userId: id,
          kind: 'workflow',
          title: `${referenceOf(issue)}: ${message}`,
          body: `${workflow.name}, because of ${event.action.replaceAll('_', ' ')}`,
          link: `/issues/${issue.id}?event=${event.id}`,
          item: { type: 'Issue', id: issue.id },
          idempotencyKey: `${idempotencyKey}:${id}`,
        });
      }
      return { notified: readers.length };
    });
  }
}
