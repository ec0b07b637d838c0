import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { Route } from '../../../http/records/route.decorator.js';
import { OutboxService } from '../../../platform/outbox/index.js';
import { listBelowIssueSchema } from '../dto/issue-comment.schemas.js';
import { timelinePageSchema } from '../dto/timeline.schemas.js';
import { IssueTimeline } from '../reading/issue-timeline.js';
import { ViewsService } from '../views.service.js';

/** What happened to an issue, and who looked at it. */
@ApiTags('issues')
@Controller()
export class IssueTimelineController {
  constructor(
    private readonly timeline: IssueTimeline,
    private readonly views: ViewsService,
    private readonly outbox: OutboxService,
  ) {}

  @Route('GET', 'issues/:id/timeline', {
    does: 'Tells what happened to an issue, newest first; what one person did in one go is one entry.',
    role: 'viewer',
    answers: timelinePageSchema,
    refuses: [400, 404],
  })
  async page(
    @Param('id') id: string,
    @Query({ schema: listBelowIssueSchema }) query: z.output<typeof listBelowIssueSchema>,
  ): Promise<z.output<typeof timelinePageSchema>> {
    const feed_position = await this.outbox.feedPosition();
    return { ...(await this.timeline.page(id, query)), feed_position };
  }

  @Route('POST', 'issues/:id/view', {
    does: 'Notes that the caller looks at an issue; within 15 minutes it counts as one look.',
    role: 'viewer',
    refuses: [404],
  })
  async viewIssue(@Param('id') id: string): Promise<void> {
    await this.views.viewIssue(id);
  }

  @Route('POST', 'issue-comments/:id/view', {
    does: 'Notes that the caller reads a comment; within 15 minutes it counts as one reading.',
    role: 'viewer',
    refuses: [404],
  })
  async viewComment(@Param('id') id: string): Promise<void> {
    await this.views.viewComment(id);
  }
}
