import type { z } from 'zod';
import type { ChangeFilter, VersionQuery } from '../reading/version-query.interface.js';
import type { versionsQuerySchema } from './audit.schemas.js';

/** The query string's filters in the words of the service. */
export function toVersionQuery(query: z.output<typeof versionsQuerySchema>): VersionQuery {
  const { changed, from, to } = query;
  const change: ChangeFilter | undefined =
    changed === undefined
      ? undefined
      : { column: changed, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  return {
    ...(query.item_type !== undefined && { itemType: query.item_type }),
    ...(query.item_id !== undefined && { itemId: query.item_id }),
    ...(query.event !== undefined && { event: query.event }),
    ...(query.whodunnit !== undefined && { whodunnit: query.whodunnit }),
    ...(query.source !== undefined && { source: query.source }),
    ...(query.correlation_id !== undefined && { correlationId: query.correlation_id }),
    ...(query.since !== undefined && { since: query.since }),
    ...(query.until !== undefined && { until: query.until }),
    ...(change && { changed: [change] }),
  };
}
