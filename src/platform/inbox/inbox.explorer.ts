import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { DeliverySubscribers } from '../deliveries/index.js';
import { EventDefinitions, EventReaders } from '../events/index.js';
import type { InboxMetadata } from './decorators/inbox.decorator.js';
import { InboxMethods } from './inbox-methods.js';
import { InboxSubscriber } from './inbox-subscriber.js';
import { HANDLES, INBOX } from './inbox.constants.js';
import { InboxDeclarationError } from './inbox.errors.js';
import type { HandledEvents } from './interfaces/handled-events.interface.js';
import type { InboxHooks, InboxMethod } from './interfaces/inbox.interface.js';

/** Finds the inboxes among all providers and subscribes them. @internal */
@Injectable()
export class InboxExplorer implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly subscribers: DeliverySubscribers,
    private readonly definitions: EventDefinitions,
    private readonly readers: EventReaders,
  ) {}

  /** @throws InboxDeclarationError, DuplicateSubscriberError, UnknownAggregateError */
  onModuleInit(): void {
    for (const { instance, metatype } of this.discovery.getProviders()) {
      if (!isObject(instance)) continue;
      const type = instance.constructor ?? metatype;
      const metadata = Reflect.getMetadata(INBOX, type) as InboxMetadata | undefined;
      const handled = this.handled(instance);
      if (metadata) this.subscribe(metadata, instance, handled);
      else if (handled.length > 0) {
        throw new InboxDeclarationError(type.name, 'has methods with @On but no @Inbox itself');
      }
    }
  }

  private subscribe(
    metadata: InboxMetadata,
    inbox: object,
    handled: readonly { name: string; events: HandledEvents }[],
  ): void {
    if (handled.length === 0) {
      throw new InboxDeclarationError(metadata.name, 'has no method with @On: nothing reaches it');
    }
    const methods = new InboxMethods(metadata.name);
    for (const { name, events } of handled) {
      const method = (inbox as Record<string, InboxMethod>)[name]!;
      methods.add(name, method.bind(inbox), events);
    }
    for (const { itemType } of methods.aggregates) this.definitions.ofItemType(itemType);
    const hooks = inbox as InboxHooks;
    this.subscribers.register(new InboxSubscriber(metadata, hooks, methods, this.readers));
  }

  private handled(instance: object): { name: string; events: HandledEvents }[] {
    const prototype = Object.getPrototypeOf(instance) as object | null;
    if (!prototype) return [];
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const method = (prototype as Record<string, object | undefined>)[name];
      const all = (method && Reflect.getMetadata(HANDLES, method)) as HandledEvents[] | undefined;
      return (all ?? []).map((events) => ({ name, events }));
    });
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
