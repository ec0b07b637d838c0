import { Injectable } from '@nestjs/common';
import { DataSource, type EntityMetadata } from 'typeorm';
import { type AggregateEvents, EventDefinitions, extraJsonSchema } from '../../events/index.js';
import type { Attribute, Trigger } from '../rules/attribute.interface.js';
import { makeTrigger } from '../rules/trigger.js';
import { type EntityHints, entityAttributes } from './entity-attributes.js';
import { eventAttributes } from './event-attributes.js';
import { sentence } from './words.js';
import { hintsOf } from './workflow-attributes.decorator.js';

/** An entity of which facts are loaded. */
export interface FactEntity {
  readonly metadata: EntityMetadata;
  readonly hints: EntityHints;
}

/** A trigger, and where its facts come from. */
export interface KnownTrigger extends Trigger {
  readonly events: AggregateEvents;
  readonly aggregateEntity: FactEntity | undefined;
  readonly recordEntity: FactEntity | undefined;
}

/** What workflows can be triggered on, and what they can ask then: all of it from the code. */
@Injectable()
export class WorkflowCatalogue {
  private known?: readonly KnownTrigger[];

  constructor(
    private readonly definitions: EventDefinitions,
    private readonly dataSource: DataSource,
  ) {}

  /** Every action of every aggregate; read when all modules have registered theirs. */
  triggers(): readonly KnownTrigger[] {
    this.known ??= this.definitions
      .all()
      .flatMap((events) => events.actions.map((action) => this.trigger(events, action)));
    return this.known;
  }

  find(aggregate: string, action: string): KnownTrigger | undefined {
    return this.triggers().find((one) => one.aggregate === aggregate && one.action === action);
  }

  private trigger(events: AggregateEvents, action: string): KnownTrigger {
    const { aggregate, itemType, specs } = events;
    const aggregateEntity = this.entity(itemType);
    const recordEntity = this.entity(specs[action]?.record);
    const trigger = makeTrigger(
      { aggregate, itemType, action, label: sentence(specs[action]?.label ?? action) },
      [
        ...eventAttributes(extraJsonSchema(events, action)),
        ...attributesOf(aggregateEntity, aggregate, 'aggregate'),
        ...attributesOf(recordEntity, 'record', 'record'),
      ],
    );
    return { ...trigger, events, aggregateEntity, recordEntity };
  }

  /** By its class, or by the item type that is its name. */
  private entity(target: AggregateEvents['specs'][string]['record']): FactEntity | undefined {
    const metadata = this.dataSource.entityMetadatas.find(
      (one) => target !== undefined && (one.target === target || one.name === target),
    );
    return metadata && { metadata, hints: hintsOf(metadata.target) };
  }
}

function attributesOf(
  entity: FactEntity | undefined,
  prefix: string,
  source: 'aggregate' | 'record',
): Attribute[] {
  return entity ? entityAttributes(entity.metadata, prefix, source, entity.hints) : [];
}
