import type { IncomingMessage } from 'node:http';
import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AuditHttp, versionIdSchema, versionsQuerySchema } from '../../audit/index.js';
import { ChangeHandlings } from './change-handlings.js';
import { changePageSchema, changeSchema, type ChangeView } from './change.view.js';

/** Changes of audited tables, whoever made them, and what was made of them. */
@ApiTags('capture')
@Controller('capture/changes')
export class ChangesController {
  constructor(
    private readonly audit: AuditHttp,
    private readonly handlings: ChangeHandlings,
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
    const [change] = await this.handlings.of(gate, [await this.audit.version(gate, id)]);
    return change!;
  }
}
