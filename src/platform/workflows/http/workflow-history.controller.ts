import { Controller, Get, HttpCode, HttpStatus, Param, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { RunRetrier } from '../running/run-retrier.js';
import type { RunFilter } from '../storing/run.interface.js';
import { RunStore } from '../storing/run-store.js';
import type { Page } from '../storing/workflow.interface.js';
import { WorkflowStore } from '../storing/workflow-store.js';
import { Describes } from './describes.decorator.js';
import { pageOf } from './page-of.js';
import { runPageSchema, runSchema, runView } from './run.view.js';
import { versionPageSchema, versionSchema, versionView } from './workflow.view.js';
import {
  idSchema,
  numberSchema,
  pageQuerySchema,
  runsOfWorkflowQuerySchema,
  runsQuerySchema,
} from './workflows.schemas.js';
import { WorkflowsGate } from './workflows-gate.js';

type RunPage = z.output<typeof runPageSchema>;

/** What workflows did, and what they said when they did it. */
@ApiTags('workflows')
@Controller('workflows')
export class WorkflowHistoryController {
  constructor(
    private readonly store: WorkflowStore,
    private readonly runs: RunStore,
    private readonly retrier: RunRetrier,
    private readonly gate: WorkflowsGate,
  ) {}

  @Describes(
    'Lists the runs of all workflows, newest first.',
    { status: 200, schema: runPageSchema },
    [400, 401],
  )
  @Get('runs')
  page(
    @Req() request: unknown,
    @Query({ schema: runsQuerySchema }) query: z.output<typeof runsQuerySchema>,
  ): Promise<RunPage> {
    const { status, aggregate, aggregate_id: aggregateId, ...page } = query;
    return this.list(request, { status, aggregate, aggregateId }, page);
  }

  @Describes('Reads a run with its truth tree.', { status: 200, schema: runSchema }, [401, 404])
  @Get('runs/:id')
  async show(
    @Req() request: unknown,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<z.output<typeof runSchema>> {
    const run = await this.runs.get(id);
    await this.gate.assertRun(request, run);
    return runView(run);
  }

  @Describes(
    'Runs the actions of a run that failed again, but for those that are done.',
    { status: 202, schema: runSchema },
    [401, 403, 404, 409],
  )
  @Post('runs/:id/retry')
  @HttpCode(HttpStatus.ACCEPTED)
  async retry(
    @Req() request: unknown,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<z.output<typeof runSchema>> {
    await this.gate.assertRun(request, await this.runs.get(id));
    await this.retrier.retry(id);
    return runView(await this.runs.get(id));
  }

  @Describes(
    'Lists the runs of a workflow, newest first.',
    { status: 200, schema: runPageSchema },
    [400, 401, 404],
  )
  @Get(':id/runs')
  async ofWorkflow(
    @Req() request: unknown,
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: runsOfWorkflowQuerySchema }) query: z.output<typeof runsOfWorkflowQuerySchema>,
  ): Promise<RunPage> {
    await this.gate.assertWorkflow(request, id);
    const { id: workflowId } = await this.store.get(id);
    const { status, ...page } = query;
    return this.list(request, { workflowId, status }, page);
  }

  @Describes(
    'Lists the versions of a workflow, newest first.',
    { status: 200, schema: versionPageSchema },
    [400, 401, 404],
  )
  @Get(':id/versions')
  async versions(
    @Req() request: unknown,
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: pageQuerySchema }) query: z.output<typeof pageQuerySchema>,
  ): Promise<z.output<typeof versionPageSchema>> {
    await this.gate.assertWorkflow(request, id);
    const { items, next } = await pageOf(query, (page) => this.store.versions(id, page));
    return { items: items.map(versionView), next };
  }

  @Describes('Reads a version of a workflow.', { status: 200, schema: versionSchema }, [401, 404])
  @Get(':id/versions/:number')
  async version(
    @Req() request: unknown,
    @Param('id', { schema: idSchema }) id: string,
    @Param('number', { schema: numberSchema }) number: number,
  ): Promise<z.output<typeof versionSchema>> {
    await this.gate.assertWorkflow(request, id);
    return versionView(await this.store.version(id, number));
  }

  private async list(request: unknown, filter: RunFilter, page: Page): Promise<RunPage> {
    const found = await pageOf(page, (more) => this.runs.list(filter, more));
    const items = await this.gate.runs(request, found.items);
    return { items: items.map(runView), next: found.next };
  }
}
