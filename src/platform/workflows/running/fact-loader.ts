import { Injectable } from '@nestjs/common';
import { type EntityManager, In, type ObjectLiteral } from 'typeorm';
import type { FactEntity, KnownTrigger } from '../catalogue/workflow-catalogue.js';
import type { AnyEvent } from '../../events/index.js';
import type { AttributeSource } from '../rules/attribute.interface.js';
import type { FactSources } from '../rules/facts.js';

/** Loads what rules look at beside the event: one query for the aggregates, one for the records. */
@Injectable()
export class FactLoader {
  /** In the order of the events; all of one trigger. What no rule asks for is not loaded. */
  async load(
    manager: EntityManager,
    trigger: KnownTrigger,
    events: readonly AnyEvent[],
    sources: ReadonlySet<AttributeSource>,
  ): Promise<FactSources[]> {
    const aggregates = await this.rows(
      manager,
      sources.has('aggregate') ? trigger.aggregateEntity : undefined,
      events.map((event) => event.aggregateId),
    );
    const records = await this.rows(
      manager,
      sources.has('record') ? trigger.recordEntity : undefined,
      events.flatMap((event) => event.record?.id ?? []),
    );
    return events.map((event) => ({
      event,
      aggregate: aggregates.get(event.aggregateId) ?? null,
      record: records.get(event.record?.id ?? '') ?? null,
    }));
  }

  private async rows(
    manager: EntityManager,
    entity: FactEntity | undefined,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, object>> {
    const key = entity?.metadata.primaryColumns[0]?.propertyName;
    if (!entity || key === undefined || ids.length === 0) {
      return new Map();
    }
    const { metadata, hints } = entity;
    const related = Object.entries(hints.related ?? {});
    const found = await manager.find<ObjectLiteral>(metadata.target, {
      where: { [key]: In([...new Set(ids)]) },
      relations: Object.fromEntries(related.map(([relation]) => [relation, true])),
      relationLoadStrategy: 'query',
    });
    return new Map(found.map((row) => [String(row[key]), named(row, related)]));
  }
}

/** The record with each related one replaced by what names it. */
function named(row: ObjectLiteral, related: readonly (readonly [string, string])[]): object {
  const names = related.map(([relation, property]) => {
    const others = row[relation] as ObjectLiteral | readonly ObjectLiteral[] | null;
    const name = (other: ObjectLiteral): unknown => other[property];
    return [relation, Array.isArray(others) ? others.map(name) : others && name(others)];
  });
  return { ...row, ...(Object.fromEntries(names) as object) };
}
