import type { EntityManager } from 'typeorm';
import { VersionNotFoundError } from '../audit.errors.js';
import { AuditedEntities } from '../audited-entities.js';
import { instant, pageSize, versionId } from './audit-input.js';
import {
  storedVersion,
  type StoredVersion,
  VERSION_COLUMNS,
  type VersionRow,
} from './stored-version.js';
import { VersionConditions } from './version-conditions.js';
import { lastIdUntil } from './last-id-until.sql.js';
import type { VersionQuery } from './version-query.interface.js';
import type { VersionPage } from './version-record.interface.js';

/** Reads versions, each in one statement. */
export class VersionReader {
  private readonly entities: AuditedEntities;

  public constructor(private readonly manager: EntityManager) {
    this.entities = AuditedEntities.of(manager.dataSource);
  }

  /** The versions that meet the query, newest first. */
  public async page(query: VersionQuery): Promise<VersionPage> {
    const limit = pageSize(query.limit);
    const where = new VersionConditions(query, this.entities.find(query.itemType ?? ''));
    const rows = await this.rows(
      `SELECT ${VERSION_COLUMNS} FROM backstory.versions v WHERE ${where.sql}
       ORDER BY v.id DESC LIMIT ${limit + 1}`,
      where.parameters,
    );
    return this.pageOf(rows, limit);
  }

  /** The versions of a record and of those whose parent it is, newest first. */
  public async associatedPage(
    itemType: string,
    itemId: string,
    query: VersionQuery,
  ): Promise<VersionPage> {
    const limit = pageSize(query.limit);
    const where = new VersionConditions(query, undefined);
    const type = where.parameter(itemType);
    const id = where.parameter(itemId);
    const rows = await this.rows(
      `SELECT ${VERSION_COLUMNS} FROM (
         (SELECT * FROM backstory.versions v
          WHERE v.item_type = ${type} AND v.item_id = ${id} AND ${where.sql}
          ORDER BY v.id DESC LIMIT ${limit + 1})
         UNION ALL
         (SELECT * FROM backstory.versions v
          WHERE v.aggregate_type = ${type} AND v.aggregate_id = ${id}
            AND (v.item_type, v.item_id) <> (${type}, ${id}) AND ${where.sql}
          ORDER BY v.id DESC LIMIT ${limit + 1})
       ) AS v ORDER BY v.id DESC LIMIT ${limit + 1}`,
      where.parameters,
    );
    return this.pageOf(rows, limit);
  }

  /** One version. */
  public async get(id: string): Promise<StoredVersion> {
    const [row] = await this.rows(
      `SELECT ${VERSION_COLUMNS} FROM backstory.versions v WHERE v.id = $1::bigint`,
      [versionId(id)],
    );
    if (row === undefined) {
      throw new VersionNotFoundError(id);
    }
    return this.stored(row);
  }

  /** The last version of the record up to and including the time. */
  public async lastUntil(
    itemType: string,
    itemId: string,
    time: Date | string,
  ): Promise<StoredVersion | undefined> {
    const [row] = await this.rows(
      `SELECT ${VERSION_COLUMNS} FROM backstory.versions v
       WHERE v.id = (${lastIdUntil('$1', '$2', '$3::timestamptz')})`,
      [itemType, itemId, instant(time)],
    );
    return row && this.stored(row);
  }

  /** The record's version before or after this one. */
  public async neighbour(
    itemType: string,
    itemId: string,
    id: string,
    side: 'previous' | 'next',
  ): Promise<StoredVersion | undefined> {
    const [compare, order] = side === 'previous' ? ['<', 'DESC'] : ['>', 'ASC'];
    const [row] = await this.rows(
      `SELECT ${VERSION_COLUMNS} FROM backstory.versions v
       WHERE v.item_type = $1 AND v.item_id = $2 AND v.id ${compare} $3::bigint
       ORDER BY v.id ${order} LIMIT 1`,
      [itemType, itemId, versionId(id)],
    );
    return row && this.stored(row);
  }

  /** Every version that meets the query, oldest first: for acts, which need all of them. */
  public async all(query: VersionQuery): Promise<StoredVersion[]> {
    const where = new VersionConditions(query, this.entities.find(query.itemType ?? ''));
    const rows = await this.rows(
      `SELECT ${VERSION_COLUMNS} FROM backstory.versions v WHERE ${where.sql} ORDER BY v.id`,
      where.parameters,
    );
    return rows.map((row) => this.stored(row));
  }

  private rows(sql: string, parameters: unknown[]): Promise<VersionRow[]> {
    return this.manager.query<VersionRow[]>(sql, parameters);
  }

  private pageOf(rows: VersionRow[], limit: number): VersionPage {
    const items = rows.slice(0, limit).map((row) => this.stored(row).record);
    return { items, next: rows.length > limit ? items.at(-1)!.id : null };
  }

  private stored(row: VersionRow): StoredVersion {
    return storedVersion(row, this.entities.find(row.item_type));
  }
}
