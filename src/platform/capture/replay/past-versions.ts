import type { EntityManager } from 'typeorm';
import type { DeliveryRoute, RedeliveredFact } from '../../deliveries/index.js';
import { ReplayFilterError } from '../capture.errors.js';
import type { ChangeReplayFilter } from '../interfaces/change-replay.interface.js';

const MOMENT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d))?$/;

/** @throws ReplayFilterError */
export function checkFilter({ since, until, itemId, key }: ChangeReplayFilter): void {
  for (const [field, value] of Object.entries({ since, until })) {
    if (value !== undefined && !(MOMENT.test(value) && Number.isFinite(Date.parse(value)))) {
      throw new ReplayFilterError(field, 'must be a day or a moment with its zone, after ISO 8601');
    }
  }
  for (const [field, value] of Object.entries({ itemId, key })) {
    if (value?.includes('\0')) throw new ReplayFilterError(field, 'must not contain NUL');
  }
}

/** A version as a replay sees it. */
export interface PastVersion extends RedeliveredFact {
  readonly source: string;
}

/** The versions that a processor's routes and a filter choose, in the order of their ids. */
export class PastVersions {
  constructor(
    private readonly routes: readonly DeliveryRoute[],
    private readonly filter: ChangeReplayFilter,
  ) {}

  /** The last id there is, and how many up to it are chosen. */
  async extent(manager: EntityManager): Promise<{ lastId: string; total: number }> {
    const [{ last }] = await manager.query<[{ last: string }]>(
      'SELECT coalesce(max(id), 0)::text AS last FROM backstory.versions',
    );
    const values: unknown[] = ['0', last];
    const [{ total }] = await manager.query<[{ total: number }]>(
      `SELECT count(*)::float8 AS total FROM backstory.versions v WHERE ${this.conditions(values)}`,
      values,
    );
    return { lastId: last, total };
  }

  async page(
    manager: EntityManager,
    after: string,
    through: string,
    size: number,
  ): Promise<PastVersion[]> {
    const values: unknown[] = [after, through];
    const conditions = this.conditions(values);
    return manager.query<PastVersion[]>(
      `SELECT 'version' AS kind, v.id::text AS "refId", v.item_type AS "itemType",
         v.item_id AS "itemId", v.event, v.source
       FROM backstory.versions v WHERE ${conditions} ORDER BY v.id LIMIT $${values.push(size)}`,
      values,
    );
  }

  private conditions(values: unknown[]): string {
    const { since, until, itemId, key, sources } = this.filter;
    const types = [...new Set(this.routes.map(({ itemType }) => itemType))];
    const events = [...new Set(this.routes.map(({ event }) => event))];
    const roads = sources ?? this.routes[0]?.sources;
    const parameter = (value: unknown): string => `$${values.push(value)}`;
    return [
      'v.id > $1::bigint AND v.id <= $2::bigint',
      `v.item_type = ANY(${parameter(types)})`,
      `v.event = ANY(${parameter(events)})`,
      ...(roads ? [`v.source = ANY(${parameter(roads)})`] : []),
      ...(since === undefined ? [] : [`v.created_at >= ${parameter(since)}::timestamptz`]),
      ...(until === undefined ? [] : [`v.created_at < ${parameter(until)}::timestamptz`]),
      ...(itemId === undefined ? [] : [`v.item_id = ${parameter(itemId)}`]),
      ...(key === undefined
        ? []
        : [
            `EXISTS (SELECT FROM backstory.fact_keys('version', ARRAY[v.id],
               ${parameter(this.routes[0]?.key ?? [])}::text[]) AS concerned
               WHERE concerned.key = ${parameter(key)})`,
          ]),
    ].join(' AND ');
  }
}
