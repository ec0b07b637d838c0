import type { IncomingMessage } from 'node:http';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  Post,
  Query,
  Req,
} from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CorrelationNotFoundError, VersionNotFoundError } from '../audit.errors.js';
import { AuditService } from '../audit.service.js';
import { actResultSchema } from './act-result.view.js';
import { AuditHttp } from './audit-http.service.js';
import {
  diffQuerySchema,
  nameSchema,
  restoreBodySchema,
  revertBodySchema,
  undoBodySchema,
  versionIdSchema,
  versionsQuerySchema,
} from './audit.schemas.js';
import { changesSchema, versionPageSchema, versionSchema, without } from './version.view.js';

const diffSchema = z.object({ item_type: z.string(), item_id: z.string(), changes: changesSchema });
type ActView = z.output<typeof actResultSchema>;

/** Versions of whatever record, and taking them back. */
@ApiTags('audit')
@Controller('audit')
export class VersionsController {
  public constructor(
    private readonly audit: AuditService,
    private readonly http: AuditHttp,
  ) {}

  @ApiOperation({ summary: 'Finds versions, newest first; every filter given must hold.' })
  @ApiResponse({ status: 200, standardSchema: versionPageSchema })
  @Get('versions')
  public page(
    @Req() request: IncomingMessage,
    @Query({ schema: versionsQuerySchema }) query: z.output<typeof versionsQuerySchema>,
  ): Promise<z.output<typeof versionPageSchema>> {
    return this.http.versions(this.http.gate(request), query);
  }

  @ApiOperation({ summary: 'Reads one version.' })
  @ApiResponse({ status: 200, standardSchema: versionSchema })
  @Get('versions/:id')
  public show(
    @Req() request: IncomingMessage,
    @Param('id', { schema: versionIdSchema }) id: string,
  ): Promise<z.output<typeof versionSchema>> {
    return this.http.version(this.http.gate(request), id);
  }

  @ApiOperation({
    summary:
      'Compares the states that two versions of one record left: [after this, after the other].',
  })
  @ApiResponse({ status: 200, standardSchema: diffSchema })
  @Get('versions/:id/diff')
  public async diff(
    @Req() request: IncomingMessage,
    @Param('id', { schema: versionIdSchema }) id: string,
    @Query({ schema: diffQuerySchema }) { against }: z.output<typeof diffQuerySchema>,
  ): Promise<z.output<typeof diffSchema>> {
    const gate = this.http.gate(request);
    const version = await this.http.readable(gate, id);
    await this.http.readable(gate, against);
    const changes = await this.audit.diff(id, against);
    return {
      item_type: version.itemType,
      item_id: version.itemId,
      changes: without(changes, await gate.hiddenFields(version)),
    };
  }

  @ApiOperation({ summary: 'Takes back what a version changed, whole or some columns.' })
  @ApiResponse({ status: 200, standardSchema: actResultSchema })
  @ApiResponse({
    status: 409,
    description: 'Later versions changed the same columns: `conflicts`.',
  })
  @Post('versions/:id/revert')
  @HttpCode(HttpStatus.OK)
  public async revert(
    @Req() request: IncomingMessage,
    @Param('id', { schema: versionIdSchema }) id: string,
    @Body({ schema: revertBodySchema }) body: z.output<typeof revertBodySchema>,
  ): Promise<ActView> {
    const gate = this.http.gate(request);
    await this.http.readable(gate, id);
    const { dry_run: dryRun, ...options } = body;
    const notFound = () => new VersionNotFoundError(id);
    return this.http.act(gate, 'revert', notFound, (rights) =>
      this.audit.revert(id, { ...options, ...rights, dryRun }),
    );
  }

  @ApiOperation({ summary: 'Brings back the record that a version destroyed, under its own id.' })
  @ApiResponse({ status: 200, standardSchema: actResultSchema })
  @ApiResponse({
    status: 409,
    description: 'It is alive, or what it points to is gone: `conflicts`.',
  })
  @Post('versions/:id/restore')
  @HttpCode(HttpStatus.OK)
  public async restore(
    @Req() request: IncomingMessage,
    @Param('id', { schema: versionIdSchema }) id: string,
    @Body({ schema: restoreBodySchema }) body: z.output<typeof restoreBodySchema>,
  ): Promise<ActView> {
    const gate = this.http.gate(request);
    await this.http.readable(gate, id);
    const { dry_run: dryRun, ...options } = body;
    const notFound = () => new VersionNotFoundError(id);
    return this.http.act(gate, 'restore', notFound, (rights) =>
      this.audit.restore(id, { ...options, ...rights, dryRun }),
    );
  }

  @ApiOperation({ summary: 'Takes back everything that a correlation changed, all or nothing.' })
  @ApiResponse({ status: 200, standardSchema: actResultSchema })
  @ApiResponse({ status: 409, description: 'Later versions are in the way: `conflicts`.' })
  @Post('correlations/:id/undo')
  @HttpCode(HttpStatus.OK)
  public undo(
    @Req() request: IncomingMessage,
    @Param('id', { schema: nameSchema }) id: string,
    @Body({ schema: undoBodySchema }) body: z.output<typeof undoBodySchema>,
  ): Promise<ActView> {
    const { dry_run: dryRun, ...options } = body;
    const notFound = () => new CorrelationNotFoundError(id);
    return this.http.act(this.http.gate(request), 'undo', notFound, (rights) =>
      this.audit.undo(id, { ...options, ...rights, dryRun }),
    );
  }
}
