import type { IncomingMessage } from 'node:http';
import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { RecordNotFoundError } from '../audit.errors.js';
import { AuditService } from '../audit.service.js';
import { AuditedEntities } from '../audited-entities.js';
import type { RecordHistory } from '../reading/record-history.js';
import type { AuditGate } from './audit-gate.js';
import { AuditHttp } from './audit-http.service.js';
import { atQuerySchema, historyQuerySchema, nameSchema } from './audit.schemas.js';
import { auditedTypeSchema, auditedTypeView } from './audited-type.view.js';
import { versionPageSchema, without } from './version.view.js';

const typesSchema = z.object({ items: z.array(auditedTypeSchema) });
const stateSchema = z.object({
  item_type: z.string(),
  item_id: z.string(),
  version: z.string().nullable().meta({ description: 'The version that made it so.' }),
  state: z
    .record(z.string(), z.unknown())
    .nullable()
    .meta({
      description: 'Null before its first version and after a destroy.',
      example: { id: '7', title: 'Why we keep history' },
    }),
});

/** What is audited, and single records through time. */
@ApiTags('audit')
@Controller('audit')
export class RecordsController {
  public constructor(
    private readonly audit: AuditService,
    private readonly http: AuditHttp,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  @ApiOperation({ summary: 'Lists the types of record that have a history.' })
  @ApiResponse({ status: 200, standardSchema: typesSchema })
  @Get('types')
  public async types(@Req() request: IncomingMessage): Promise<z.output<typeof typesSchema>> {
    const gate = this.http.gate(request);
    const entities = AuditedEntities.of(this.dataSource);
    const items: z.output<typeof auditedTypeSchema>[] = [];
    for (const entity of entities.all()) {
      if (await gate.canRead(entity)) {
        items.push(auditedTypeView(entity, entities, await gate.hiddenFields(entity)));
      }
    }
    return { items };
  }

  @ApiOperation({ summary: "Lists a record's versions, newest first." })
  @ApiResponse({ status: 200, standardSchema: versionPageSchema })
  @Get(':type/:id/history')
  public async history(
    @Req() request: IncomingMessage,
    @Param('type', { schema: nameSchema }) type: string,
    @Param('id', { schema: nameSchema }) id: string,
    @Query({ schema: historyQuerySchema }) query: z.output<typeof historyQuerySchema>,
  ): Promise<z.output<typeof versionPageSchema>> {
    const gate = this.http.gate(request);
    const record = await this.record(gate, type, id);
    const page = await this.http.page(gate, query, (asked) =>
      record.history({ associated: query.associated, ...asked }),
    );
    if (page.items.length === 0 && query.after === undefined) {
      throw new RecordNotFoundError(type, id);
    }
    return page;
  }

  @ApiOperation({ summary: 'Reads a record as it was at a time, or as a version left it.' })
  @ApiResponse({ status: 200, standardSchema: stateSchema })
  @Get(':type/:id/at')
  public async at(
    @Req() request: IncomingMessage,
    @Param('type', { schema: nameSchema }) type: string,
    @Param('id', { schema: nameSchema }) id: string,
    @Query({ schema: atQuerySchema }) query: z.output<typeof atQuerySchema>,
  ): Promise<z.output<typeof stateSchema>> {
    const gate = this.http.gate(request);
    const record = await this.record(gate, type, id);
    const found = await record.at(
      query.version === undefined ? (query.time ?? new Date()) : { version: query.version },
    );
    if (found === null && (await record.history({ limit: 1 })).items.length === 0) {
      throw new RecordNotFoundError(type, id);
    }
    const hidden = await gate.hiddenFields({ itemType: type, itemId: id });
    return {
      item_type: type,
      item_id: record.itemId,
      version: found?.version.id ?? null,
      state: found?.state ? without(found.state, hidden) : null,
    };
  }

  private async record(gate: AuditGate, type: string, id: string): Promise<RecordHistory> {
    const item = { itemType: type, itemId: id };
    await gate.assertReadable(item, () => new RecordNotFoundError(type, id));
    return this.audit.for(type, id);
  }
}
