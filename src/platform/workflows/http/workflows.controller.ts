import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  HttpStatus,
  Param,
  Patch,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Workflow } from '../storing/workflow.interface.js';
import { WorkflowStore } from '../storing/workflow-store.js';
import { WorkflowsService } from '../workflows.service.js';
import { Describes } from './describes.decorator.js';
import { pageOf } from './page-of.js';
import { workflowPageSchema, workflowSchema, workflowView } from './workflow.view.js';
import {
  changeSchema,
  createSchema,
  disableSchema,
  idSchema,
  listQuerySchema,
} from './workflows.schemas.js';
import { WorkflowsGate } from './workflows-gate.js';

const IF_MATCH = {
  name: 'If-Match',
  required: false,
  description: 'The ETag the change was made against; 412 when the workflow is another by now.',
};
const GOOD = { status: 200, schema: workflowSchema };

type View = z.output<typeof workflowSchema>;
type Headed = { setHeader(name: string, value: string): unknown };

/** Workflows: what happens by itself. */
@ApiTags('workflows')
@Controller('workflows')
export class WorkflowsController {
  constructor(
    private readonly workflows: WorkflowsService,
    private readonly store: WorkflowStore,
    private readonly gate: WorkflowsGate,
  ) {}

  @Describes('Lists workflows, newest first.', { status: 200, schema: workflowPageSchema }, [400])
  @Get()
  async page(
    @Req() request: unknown,
    @Query({ schema: listQuerySchema }) query: z.output<typeof listQuerySchema>,
  ): Promise<z.output<typeof workflowPageSchema>> {
    const { enabled, aggregate, triggered_on: triggeredOn, ...page } = query;
    const found = await pageOf(page, (more) =>
      this.store.list({ enabled, aggregate, triggeredOn }, more),
    );
    const items = await this.gate.workflows(request, found.items);
    return { items: items.map(workflowView), next: found.next };
  }

  @Describes('Makes a workflow.', { status: 201, schema: workflowSchema }, [400, 401, 403])
  @Post()
  async create(
    @Body({ schema: createSchema }) body: z.output<typeof createSchema>,
    @Res({ passthrough: true }) answer: Headed,
  ): Promise<View> {
    const { enabled, ...definition } = body;
    const workflow = await this.workflows.create(definition, enabled);
    answer.setHeader('Location', `/workflows/${workflow.id}`);
    return shown(workflow, answer);
  }

  @Describes('Reads a workflow.', GOOD, [401, 404])
  @Get(':id')
  async show(
    @Req() request: unknown,
    @Param('id', { schema: idSchema }) id: string,
    @Res({ passthrough: true }) answer: Headed,
  ): Promise<View> {
    await this.gate.assertWorkflow(request, id);
    return shown(await this.store.get(id), answer);
  }

  @Describes(
    'Changes a workflow: what the body leaves out stays. A new definition is a new version.',
    GOOD,
    [400, 401, 403, 404, 412],
  )
  @ApiHeader(IF_MATCH)
  @Patch(':id')
  async change(
    @Req() request: unknown,
    @Param('id', { schema: idSchema }) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body({ schema: changeSchema }) body: z.output<typeof changeSchema>,
    @Res({ passthrough: true }) answer: Headed,
  ): Promise<View> {
    await this.gate.assertWorkflow(request, id);
    const { enabled, ...definition } = body;
    const change = { definition, ifMatch, ...(enabled !== undefined && { enabled }) };
    return shown(await this.workflows.change(id, change), answer);
  }

  @Describes('Takes a workflow away; its runs stay.', { status: 204 }, [401, 403, 404, 412])
  @ApiHeader(IF_MATCH)
  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  async destroy(
    @Req() request: unknown,
    @Param('id', { schema: idSchema }) id: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    await this.gate.assertWorkflow(request, id);
    await this.workflows.destroy(id, ifMatch);
  }

  @Describes('Lets a workflow run, and forgets its failures.', GOOD, [400, 401, 403, 404, 412])
  @ApiHeader(IF_MATCH)
  @Post(':id/enable')
  @HttpCode(HttpStatus.OK)
  async enable(
    @Req() request: unknown,
    @Param('id', { schema: idSchema }) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) answer: Headed,
  ): Promise<View> {
    await this.gate.assertWorkflow(request, id);
    return shown(await this.workflows.change(id, { enabled: true, ifMatch }), answer);
  }

  @Describes('Stops a workflow.', GOOD, [400, 401, 403, 404, 412])
  @ApiHeader(IF_MATCH)
  @Post(':id/disable')
  @HttpCode(HttpStatus.OK)
  async disable(
    @Req() request: unknown,
    @Param('id', { schema: idSchema }) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body({ schema: disableSchema }) { reason }: z.output<typeof disableSchema>,
    @Res({ passthrough: true }) answer: Headed,
  ): Promise<View> {
    await this.gate.assertWorkflow(request, id);
    const change = { ifMatch, ...(reason && { reason }) };
    return shown(await this.workflows.disable(id, change), answer);
  }
}

function shown(workflow: Workflow, answer: Headed): View {
  answer.setHeader('ETag', `"${workflow.revision}"`);
  return workflowView(workflow);
}
