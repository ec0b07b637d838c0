import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { WorkflowActions } from '../actions/workflow-actions.js';
import { WorkflowCatalogue } from '../catalogue/workflow-catalogue.js';
import type { WorkflowDefinition } from '../definition/definition.interface.js';
import { WorkflowStore } from '../storing/workflow-store.js';
import { DryRuns, type Readable } from '../trying/dry-runs.js';
import { WorkflowsService } from '../workflows.service.js';
import { catalogueSchema, catalogueView } from './catalogue.view.js';
import { Describes } from './describes.decorator.js';
import { dryRunAnswerSchema, periodView, resultView } from './dry-run.view.js';
import {
  definitionSchema,
  dryRunOfWorkflowSchema,
  dryRunSchema,
  idSchema,
} from './workflows.schemas.js';
import { WorkflowsGate } from './workflows-gate.js';

const checkSchema = z.object({
  valid: z.boolean(),
  errors: z.array(z.object({ field: z.string(), problem: z.string(), remedy: z.string() })),
});
const DRY_RUN = { status: 200, schema: dryRunAnswerSchema };

type DryRunAnswer = z.output<typeof dryRunAnswerSchema>;

/** What helps to write a workflow: what there is, whether it is right, what it would have done. */
@ApiTags('workflows')
@Controller('workflows')
export class WorkflowTrialsController {
  constructor(
    private readonly workflows: WorkflowsService,
    private readonly store: WorkflowStore,
    private readonly catalogue: WorkflowCatalogue,
    private readonly actions: WorkflowActions,
    private readonly dryRuns: DryRuns,
    private readonly gate: WorkflowsGate,
  ) {}

  @Describes(
    'Lists triggers with their attributes, operators and actions.',
    { status: 200, schema: catalogueSchema },
    [401],
  )
  @Get('catalogue')
  all(): z.output<typeof catalogueSchema> {
    return catalogueView(this.catalogue.triggers(), this.actions.all());
  }

  @Describes(
    'Finds the mistakes of a definition without saving it.',
    { status: 200, schema: checkSchema },
    [400, 401, 403],
  )
  @Post('check')
  @HttpCode(HttpStatus.OK)
  async check(
    @Body({ schema: definitionSchema }) body: z.output<typeof definitionSchema>,
  ): Promise<z.output<typeof checkSchema>> {
    const { enabled: _enabled, ...definition } = body;
    const { problems } = await this.workflows.check(definition);
    return { valid: problems.length === 0, errors: [...problems] };
  }

  @Describes(
    'Holds a definition that is not saved against a past event, or the last days.',
    DRY_RUN,
    [400, 401, 403],
  )
  @Post('dry-run')
  @HttpCode(HttpStatus.OK)
  async tryDefinition(
    @Req() request: unknown,
    @Body({ schema: dryRunSchema }) body: z.output<typeof dryRunSchema>,
  ): Promise<DryRunAnswer> {
    const { enabled: _enabled, ...input } = body.definition;
    const { definition } = await this.workflows.checked(input);
    return this.against(request, definition, body);
  }

  @Describes(
    'Holds a version of a workflow against a past event, or the last days.',
    DRY_RUN,
    [400, 401, 403, 404],
  )
  @Post(':id/dry-run')
  @HttpCode(HttpStatus.OK)
  async tryWorkflow(
    @Req() request: unknown,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: dryRunOfWorkflowSchema }) body: z.output<typeof dryRunOfWorkflowSchema>,
  ): Promise<DryRunAnswer> {
    await this.gate.assertWorkflow(request, id);
    const { definition } =
      body.version === undefined
        ? await this.store.get(id)
        : await this.store.version(id, body.version);
    return this.against(request, definition, body);
  }

  private async against(
    request: unknown,
    definition: WorkflowDefinition,
    { event, last_days: days }: { event?: string | undefined; last_days?: number | undefined },
  ): Promise<DryRunAnswer> {
    const mayRead: Readable = (item) => this.gate.mayRead(request, item);
    if (event !== undefined) {
      const result = await this.dryRuns.ofEvent(definition, event, mayRead);
      return { event: resultView(result), period: null };
    }
    const period = await this.dryRuns.ofDays(definition, days ?? 1, mayRead);
    return { event: null, period: periodView(period) };
  }
}
