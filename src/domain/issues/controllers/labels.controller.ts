import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { CurrentEdit } from '../../../http/records/current-edit.decorator.js';
import { type Edit } from '../../../http/records/edit.interface.js';
import { Route } from '../../../http/records/route.decorator.js';
import { OutboxService } from '../../../platform/outbox/index.js';
import {
  createLabelSchema,
  labelPageSchema,
  labelSchema,
  labelView,
  type LabelView,
  updateLabelSchema,
} from '../dto/label.schemas.js';
import { listProjectsSchema } from '../dto/project.schemas.js';
import { LabelsService } from '../labels.service.js';
import { colourOf } from '../utils/colour-of.util.js';

/** The labels of a project. */
@ApiTags('issues')
@Controller()
export class LabelsController {
  constructor(
    private readonly labels: LabelsService,
    private readonly outbox: OutboxService,
  ) {}

  @Route('GET', 'projects/:projectId/labels', {
    does: 'Lists the labels of a project, newest first.',
    role: 'viewer',
    answers: labelPageSchema,
    refuses: [400, 404],
  })
  async page(
    @Param('projectId') projectId: string,
    @Query({ schema: listProjectsSchema }) query: z.output<typeof listProjectsSchema>,
  ): Promise<z.output<typeof labelPageSchema>> {
    const feed_position = await this.outbox.feedPosition();
    const { items, next } = await this.labels.page(projectId, query);
    return { items: items.map(labelView), next, feed_position };
  }

  @Route('POST', 'projects/:projectId/labels', {
    does: 'Adds a label to a project.',
    role: 'member',
    answers: labelSchema,
    status: 201,
    refuses: [400, 404, 409],
  })
  async create(
    @Param('projectId') projectId: string,
    @Body({ schema: createLabelSchema }) body: z.output<typeof createLabelSchema>,
  ): Promise<LabelView> {
    return labelView(
      await this.labels.create(projectId, { ...body, colour: body.colour ?? colourOf(body.name) }),
    );
  }

  @Route('PATCH', 'labels/:id', {
    does: 'Changes a label: what the body leaves out stays as it is.',
    role: 'operator',
    answers: labelSchema,
    refuses: [400, 404, 409, 412],
  })
  async update(
    @Param('id') id: string,
    @CurrentEdit() { ifMatch }: Edit,
    @Body({ schema: updateLabelSchema }) body: z.output<typeof updateLabelSchema>,
  ): Promise<LabelView> {
    return labelView(await this.labels.update(id, body, ifMatch));
  }

  @Route('DELETE', 'labels/:id', {
    does: 'Destroys a label; issues lose it.',
    role: 'operator',
    refuses: [404, 412],
  })
  async remove(@Param('id') id: string, @CurrentEdit() { ifMatch }: Edit): Promise<void> {
    await this.labels.remove(id, ifMatch);
  }
}
