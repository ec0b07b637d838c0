import type { IncomingMessage } from 'node:http';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  type AuditGate,
  AuditHttp,
  versionIdSchema,
  versionsQuerySchema,
} from '../../audit/index.js';
import { ChangeHandlings } from './change-handlings.js';
import { ChangeReplayer } from './change-replayer.js';
import { changePageSchema, changeSchema, type ChangeView } from './change.view.js';

/** Body of a replay. */
const replaySchema = z.strictObject({
  subscriber: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,59}$/, 'must be the name of a subscriber')
    .meta({ example: 'invoice-totals' }),
});

/** Changes of audited tables, whoever made them, and what was made of them. */
@ApiTags('capture')
@Controller('capture/changes')
export class ChangesController {
  constructor(
    private readonly audit: AuditHttp,
    private readonly handlings: ChangeHandlings,
    private readonly replayer: ChangeReplayer,
  ) {}

  @ApiOperation({
    summary:
      'Finds changes, newest first, with their deliveries and what these brought about. `source=database`: of other programs.',
  })
  @ApiResponse({ status: 200, standardSchema: changePageSchema })
  @Get()
  async page(
    @Req() request: IncomingMessage,
    @Query({ schema: versionsQuerySchema }) query: z.output<typeof versionsQuerySchema>,
  ): Promise<z.output<typeof changePageSchema>> {
    const gate = this.audit.gate(request);
    const { items, ...page } = await this.audit.versions(gate, query);
    return { ...page, items: await this.handlings.of(gate, items) };
  }

  @ApiOperation({ summary: 'Reads one change, by the id of its version.' })
  @ApiResponse({ status: 200, standardSchema: changeSchema })
  @Get(':id')
  async show(
    @Req() request: IncomingMessage,
    @Param('id', { schema: versionIdSchema }) id: string,
  ): Promise<ChangeView> {
    const gate = this.audit.gate(request);
    return this.one(gate, id);
  }

  @ApiOperation({ summary: 'Hands a change once more to a subscriber that follows such changes.' })
  @ApiResponse({ status: 202, standardSchema: changeSchema })
  @ApiResponse({ status: 409, description: 'The subscriber follows no such changes.' })
  @Post(':id/replay')
  @HttpCode(202)
  async replay(
    @Req() request: IncomingMessage,
    @Param('id', { schema: versionIdSchema }) id: string,
    @Body({ schema: replaySchema }) { subscriber }: z.output<typeof replaySchema>,
  ): Promise<ChangeView> {
    const gate = this.audit.gate(request);
    await this.replayer.replay(subscriber, await this.audit.version(gate, id));
    return this.one(gate, id);
  }

  private async one(gate: AuditGate, id: string): Promise<ChangeView> {
    const [change] = await this.handlings.of(gate, [await this.audit.version(gate, id)]);
    return change!;
  }
}
