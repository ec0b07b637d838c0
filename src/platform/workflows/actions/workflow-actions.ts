import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { ActionKind } from '../definition/action-kind.interface.js';
import type { ActionKinds } from '../definition/check-actions.js';
import { WORKFLOW_ACTION_METADATA } from '../workflows.constants.js';
import { WorkflowActionDefinitionError } from '../workflows.errors.js';
import type { WorkflowActionHandler } from './workflow-action-handler.interface.js';
import type { WorkflowActionMetadata } from './workflow-action.decorator.js';

const TYPE = /^[a-z][a-z0-9_]{0,62}$/;

/** An action with what does it. */
export interface RegisteredAction extends ActionKind {
  readonly handler: WorkflowActionHandler;
  /** JSON Schema of the fields, for the form; null when the schema library offers none. */
  readonly jsonSchema: Readonly<Record<string, unknown>> | null;
}

/** Every action of the application, found among its providers. */
@Injectable()
export class WorkflowActions implements OnModuleInit {
  private readonly byType = new Map<string, RegisteredAction>();

  constructor(private readonly discovery: DiscoveryService) {}

  /** @throws WorkflowActionDefinitionError */
  onModuleInit(): void {
    const handlers = new Set(this.discovery.getProviders().map((one) => one.instance as unknown));
    for (const handler of handlers) {
      const metadata = metadataOf(handler);
      if (metadata) {
        this.add(metadata, handler as WorkflowActionHandler);
      }
    }
  }

  get kinds(): ActionKinds {
    return this.byType;
  }

  all(): readonly RegisteredAction[] {
    return [...this.byType.values()].toSorted((a, b) => (a.type < b.type ? -1 : 1));
  }

  find(type: string): RegisteredAction | undefined {
    return this.byType.get(type);
  }

  private add(metadata: WorkflowActionMetadata, handler: WorkflowActionHandler): void {
    const { type, label, schema, aggregates, outside = false } = metadata;
    if (!TYPE.test(type)) {
      throw new WorkflowActionDefinitionError(type, 'a type is lower-case letters, digits and _');
    }
    if (typeof handler.run !== 'function') {
      throw new WorkflowActionDefinitionError(type, 'the class has no method run()');
    }
    if (this.byType.has(type)) {
      throw new WorkflowActionDefinitionError(type, 'another provider does this already');
    }
    const standard = schema['~standard'];
    this.byType.set(type, {
      type,
      label,
      outside,
      handler,
      aggregates: aggregates?.map((one) => (typeof one === 'string' ? one : one.aggregate)) ?? null,
      jsonSchema: standard.jsonSchema?.input({ target: 'draft-2020-12' }) ?? null,
      check: (input) => standard.validate(input),
    });
  }
}

function metadataOf(instance: unknown): WorkflowActionMetadata | undefined {
  return typeof instance === 'object' && instance !== null
    ? (Reflect.getMetadata(WORKFLOW_ACTION_METADATA, instance.constructor ?? Object) as
        WorkflowActionMetadata | undefined)
    : undefined;
}
