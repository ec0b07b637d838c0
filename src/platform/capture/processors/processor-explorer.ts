import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { auditTriggerDrift, type AuditedEntity, type VersionEvent } from '../../audit/index.js';
import { DeliverySubscribers } from '../../deliveries/index.js';
import { describeDrift } from '../../triggers/index.js';
import { HANDLES, PROCESSOR } from '../capture.constants.js';
import { ProcessorDeclarationError } from '../capture.errors.js';
import type { ProcessorMetadata } from '../decorators/change-processor.decorator.js';
import type { ProcessorMethod } from '../interfaces/change-processor.interface.js';
import { ChangeReader } from '../reading/change-reader.js';
import { followedEntity, keyOf } from './followed-entity.js';
import { ProcessorMethods } from './processor-methods.js';
import { ProcessorSubscriber } from './processor-subscriber.js';

/** Finds the change processors among all providers and subscribes them. @internal */
@Injectable()
export class ProcessorExplorer implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly subscribers: DeliverySubscribers,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  /** @throws ProcessorDeclarationError, DuplicateSubscriberError, SubscriberNameError */
  async onModuleInit(): Promise<void> {
    const followed: { processor: string; entity: AuditedEntity }[] = [];
    for (const { instance, metatype } of this.discovery.getProviders()) {
      if (!isObject(instance)) continue;
      const type = instance.constructor ?? metatype;
      const metadata = Reflect.getMetadata(PROCESSOR, type) as ProcessorMetadata | undefined;
      const handled = this.handled(instance);
      if (metadata) {
        const entity = this.subscribe(metadata, instance, handled);
        followed.push({ processor: metadata.options.name, entity });
      } else if (handled.length > 0) {
        throw new ProcessorDeclarationError(
          type.name,
          'has methods with @OnCreate, @OnUpdate or @OnDestroy but no @ChangeProcessor itself',
        );
      }
    }
    if (followed.length > 0) await this.checkTriggers(followed);
  }

  private subscribe(
    { entity: target, options }: ProcessorMetadata,
    processor: object,
    handled: readonly { name: string; events: readonly VersionEvent[] }[],
  ): AuditedEntity {
    const { name, coalesce = false } = options;
    const methods = new ProcessorMethods(name);
    for (const { name: method, events } of handled) {
      const run = (processor as Record<string, ProcessorMethod>)[method]!;
      methods.add(method, run.bind(processor), events);
    }
    if (methods.count === 0) {
      throw new ProcessorDeclarationError(
        name,
        'has no method with @OnCreate, @OnUpdate or @OnDestroy: nothing reaches it',
      );
    }
    if (coalesce && methods.count > 1) {
      throw new ProcessorDeclarationError(
        name,
        'coalesces, so one call has changes of every kind: give all of them to one method',
      );
    }
    const entity = followedEntity(this.dataSource, name, target);
    const key = keyOf(this.dataSource, name, entity, options.key);
    const table = { itemType: entity.itemType, key: key.columns };
    const reader = new ChangeReader(entity, key);
    this.subscribers.register(new ProcessorSubscriber(options, table, methods, reader));
    return entity;
  }

  private handled(instance: object): { name: string; events: readonly VersionEvent[] }[] {
    const prototype = Object.getPrototypeOf(instance) as object | null;
    if (!prototype) return [];
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const method = (prototype as Record<string, object | undefined>)[name];
      const events = method && (Reflect.getMetadata(HANDLES, method) as VersionEvent[] | undefined);
      return events ? [{ name, events }] : [];
    });
  }

  /** Where the guard is off, what others write leaves no version that a processor could hear of. */
  private async checkTriggers(
    followed: readonly { processor: string; entity: AuditedEntity }[],
  ): Promise<void> {
    const drift = await auditTriggerDrift(this.dataSource);
    for (const { processor, entity } of followed) {
      const wrong = drift.find(
        (one) => one.kind !== 'undeclared' && one.expected.table.name === entity.metadata.tableName,
      );
      if (!wrong) continue;
      throw new ProcessorDeclarationError(
        processor,
        `cannot hear of ${entity.itemType} (${describeDrift(wrong)}): run "npm run migration:triggers", then "npm run backstory -- migrate"`,
      );
    }
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
