import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { OutboxService } from '../../outbox/index.js';
import type { ActConflict, ActOptions, ActResult } from '../acting/acting.interfaces.js';
import { ActConflictError, VersionNotFoundError } from '../audit.errors.js';
import { MODULE_OPTIONS_TOKEN } from '../audit.module-definition.js';
import { AuditService } from '../audit.service.js';
import type { ActedItem, AuditAction } from '../interfaces/audit-access-policy.interface.js';
import type { AuditModuleOptions } from '../interfaces/audit-module-options.interface.js';
import type { VersionPage, VersionRecord } from '../reading/version-record.interface.js';
import { actResultView, type actResultSchema, conflictView } from './act-result.view.js';
import { AuditGate } from './audit-gate.js';
import { readableVersions } from './readable-versions.js';
import type { versionsQuerySchema } from './audit.schemas.js';
import { toVersionQuery } from './to-version-query.js';
import { type versionPageSchema, type versionSchema, versionView } from './version.view.js';

type PageView = z.output<typeof versionPageSchema>;
type VersionView = z.output<typeof versionSchema>;
type VersionsQuery = z.output<typeof versionsQuerySchema>;

/**
 * What controllers that show versions share: the caller's rights put around the audit service.
 * @publicApi
 */
@Injectable()
export class AuditHttp {
  private readonly outbox: OutboxService;

  public constructor(
    private readonly audit: AuditService,
    @Inject(MODULE_OPTIONS_TOKEN) private readonly options: AuditModuleOptions,
    @InjectDataSource() dataSource: DataSource,
  ) {
    this.outbox = new OutboxService(dataSource);
  }

  public gate(request: IncomingMessage): AuditGate {
    return new AuditGate(this.options.access, request);
  }

  /** The versions that meet the query and may be read by the caller, newest first. */
  public versions(gate: AuditGate, query: VersionsQuery): Promise<PageView> {
    const filter = toVersionQuery(query);
    return this.page(gate, query, (page) => this.audit.versions({ ...filter, ...page }));
  }

  /** One version, if the caller may read it. */
  public async version(gate: AuditGate, id: string): Promise<VersionView> {
    const version = await this.readable(gate, id);
    return versionView(version, await gate.hiddenFields(version));
  }

  /** A page of what the caller may read, with the feed's position before it was read. */
  public async page(
    gate: AuditGate,
    { limit, after }: { limit: number; after?: string | undefined },
    read: (page: { after?: string; limit: number }) => Promise<VersionPage>,
  ): Promise<PageView> {
    const feedPosition = await this.outbox.feedPosition();
    const { items, next } = await readableVersions(gate, limit, after, read);
    const views = items.map(async (item) => versionView(item, await gate.hiddenFields(item)));
    return { items: await Promise.all(views), next, feed_position: feedPosition };
  }

  /** The version, if the caller may read it; else it is not there. */
  public async readable(gate: AuditGate, id: string): Promise<VersionRecord> {
    const version = await this.audit.version(id);
    await gate.assertReadable(version, () => new VersionNotFoundError(id));
    return version;
  }

  /** Does an act with the caller's rights; conflicts go to the caller without what is hidden. */
  public async act(
    gate: AuditGate,
    action: AuditAction,
    notFound: () => Error,
    run: (options: Required<Pick<ActOptions, 'authorize'>>) => Promise<ActResult>,
  ): Promise<z.output<typeof actResultSchema>> {
    const authorize = (items: readonly ActedItem[]): Promise<void> =>
      gate.assertActable(action, items, notFound);
    try {
      return await actResultView(await run({ authorize }), gate);
    } catch (error) {
      throw error instanceof ActConflictError ? await this.shown(error, gate) : error;
    }
  }

  private async shown(refused: ActConflictError, gate: AuditGate): Promise<ActConflictError> {
    const views = refused.conflicts.map((conflict: ActConflict) => conflictView(conflict, gate));
    refused.details = { conflicts: await Promise.all(views) };
    return refused;
  }
}
