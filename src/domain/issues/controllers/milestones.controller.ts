import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { CurrentEdit } from '../../../http/records/current-edit.decorator.js';
import { type Edit } from '../../../http/records/edit.interface.js';
import { Route } from '../../../http/records/route.decorator.js';
import { OutboxService } from '../../../platform/outbox/index.js';
import {
  createMilestoneSchema,
  milestonePageSchema,
  milestoneSchema,
  milestoneView,
  type MilestoneView,
  updateMilestoneSchema,
} from '../dto/milestone.schemas.js';
import { listProjectsSchema } from '../dto/project.schemas.js';
import { MilestonesService } from '../milestones.service.js';

/** The milestones of a project. */
@ApiTags('issues')
@Controller()
export class MilestonesController {
  constructor(
    private readonly milestones: MilestonesService,
    private readonly outbox: OutboxService,
  ) {}

  @Route('GET', 'projects/:projectId/milestones', {
    does: 'Lists the milestones of a project, newest first.',
    role: 'viewer',
    answers: milestonePageSchema,
    refuses: [400, 404],
  })
  async page(
    @Param('projectId') projectId: string,
    @Query({ schema: listProjectsSchema }) query: z.output<typeof listProjectsSchema>,
  ): Promise<z.output<typeof milestonePageSchema>> {
    const feed_position = await this.outbox.feedPosition();
    const { items, next } = await this.milestones.page(projectId, query);
    return { items: items.map(milestoneView), next, feed_position };
  }

  @Route('POST', 'projects/:projectId/milestones', {
    does: 'Adds a milestone to a project.',
    role: 'operator',
    answers: milestoneSchema,
    status: 201,
    refuses: [400, 404, 409],
  })
  async create(
    @Param('projectId') projectId: string,
    @Body({ schema: createMilestoneSchema }) body: z.output<typeof createMilestoneSchema>,
  ): Promise<MilestoneView> {
    return milestoneView(await this.milestones.create(projectId, columnsOf(body)));
  }

  @Route('PATCH', 'milestones/:id', {
    does: 'Changes a milestone: what the body leaves out stays as it is.',
    role: 'operator',
    answers: milestoneSchema,
    refuses: [400, 404, 409, 412],
  })
  async update(
    @Param('id') id: string,
    @CurrentEdit() { ifMatch }: Edit,
    @Body({ schema: updateMilestoneSchema }) body: z.output<typeof updateMilestoneSchema>,
  ): Promise<MilestoneView> {
    return milestoneView(await this.milestones.update(id, columnsOf(body), ifMatch));
  }

  @Route('DELETE', 'milestones/:id', {
    does: 'Destroys a milestone; issues lose it.',
    role: 'operator',
    refuses: [404, 412],
  })
  async remove(@Param('id') id: string, @CurrentEdit() { ifMatch }: Edit): Promise<void> {
    await this.milestones.remove(id, ifMatch);
  }
}

/** The columns that a body names. */
function columnsOf({ due_on, ...same }: z.output<typeof updateMilestoneSchema>): object {
  return { ...same, ...(due_on !== undefined && { dueOn: due_on }) };
}
