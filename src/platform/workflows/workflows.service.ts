import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { currentContext } from '../correlation/index.js';
import { DeliveryRoutes } from '../deliveries/index.js';
import { WorkflowActions } from './actions/workflow-actions.js';
import { type KnownTrigger, WorkflowCatalogue } from './catalogue/workflow-catalogue.js';
import { checkDefinition, type DefinitionCheck } from './definition/check-definition.js';
import type { CheckedDefinition, WorkflowDefinition } from './definition/definition.interface.js';
import {
  DESTROY_WORKFLOW,
  INSERT_VERSION,
  INSERT_WORKFLOW,
  IS_ANYBODY_LISTENING,
  LOCK_WRITERS,
  TOUCH_WORKFLOW,
} from './sql/workflows.sql.js';
import { WorkflowAnnouncer } from './storing/announcer.js';
import { assertRevision } from './storing/if-match.js';
import type { Workflow } from './storing/workflow.interface.js';
import { WorkflowStore } from './storing/workflow-store.js';
import { WORKFLOW_SUBSCRIBER } from './workflows.constants.js';
import { InvalidDefinitionError } from './workflows.errors.js';

/** A change of a workflow: what it leaves out stays. @publicApi */
export interface WorkflowChange {
  readonly definition?: Readonly<Record<string, unknown>>;
  readonly enabled?: boolean;
  readonly reason?: string;
  /** The ETag it was made against. */
  readonly ifMatch?: string | undefined;
}

/** Makes and changes workflows; what they said before is kept. @publicApi */
@Injectable()
export class WorkflowsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: WorkflowStore,
    private readonly catalogue: WorkflowCatalogue,
    private readonly actions: WorkflowActions,
    private readonly routes: DeliveryRoutes,
    private readonly announcer: WorkflowAnnouncer,
  ) {}

  /** Every mistake of a definition, or what it means. */
  check(input: unknown): Promise<DefinitionCheck> {
    const world = { triggers: this.catalogue.triggers(), actions: this.actions.kinds };
    return checkDefinition(input, world);
  }

  /** @throws InvalidDefinitionError with every mistake */
  async checked(input: unknown): Promise<CheckedDefinition> {
    const { problems, checked } = await this.check(input);
    if (!checked) {
      throw new InvalidDefinitionError(problems);
    }
    return checked;
  }

  /** @throws InvalidDefinitionError */
  async create(input: unknown, enabled = true): Promise<Workflow> {
    const { definition, trigger } = await this.checked(input);
    const { name, aggregate, triggered_on, allow_automation } = definition;
    const id = await this.write(async (manager) => {
      const [row] = await manager.query<{ id: string }[]>(INSERT_WORKFLOW, [
        name,
        aggregate,
        trigger.itemType,
        triggered_on,
        allow_automation,
        enabled,
        whoActs(),
        JSON.stringify(definition),
        currentContext()?.correlationId ?? null,
      ]);
      await this.routeOf(manager, definition);
      await this.announcer.workflow(manager, row!.id, 'created', { name, enabled });
      return row!.id;
    });
    return this.store.get(id);
  }

  /**
   * Changes the definition, which makes a new version when it differs, or whether it is enabled.
   * @throws WorkflowNotFoundError, StaleWorkflowError, InvalidDefinitionError
   */
  async change(id: string, change: WorkflowChange): Promise<Workflow> {
    await this.write(async (manager) => {
      const before = await this.store.lock(manager, id);
      assertRevision(change.ifMatch, before.revision);
      const { definition, trigger } = await this.checked(merged(before, change));
      const enabled = change.enabled ?? before.enabled;
      const isNew = !isDeepStrictEqual(definition, before.definition);
      if (!isNew && enabled === before.enabled) {
        return;
      }
      if (isNew) {
        await this.addVersion(manager, id, definition, trigger.itemType);
      }
      await this.touch(manager, before, enabled, change.reason);
      await this.routeOf(manager, before.definition);
      await this.routeOf(manager, definition);
      if (isNew) {
        await this.announcer.workflow(manager, id, 'updated', { name: definition.name });
      }
    });
    return this.store.get(id);
  }

  /**
   * Stops a workflow, valid or not any more.
   * @throws WorkflowNotFoundError, StaleWorkflowError
   */
  async disable(id: string, { reason, ifMatch }: WorkflowChange = {}): Promise<Workflow> {
    await this.write((manager) => this.disableWithin(manager, id, reason, ifMatch));
    return this.store.get(id);
  }

  /** As `disable`, in the caller's transaction. */
  async disableWithin(
    manager: EntityManager,
    id: string,
    reason?: string,
    ifMatch?: string,
  ): Promise<void> {
    await manager.query(LOCK_WRITERS);
    const before = await this.store.lock(manager, id);
    assertRevision(ifMatch, before.revision);
    if (before.enabled) {
      await this.touch(manager, before, false, reason);
      await this.routeOf(manager, before.definition);
    }
  }

  /** Its runs and versions stay. @throws WorkflowNotFoundError, StaleWorkflowError */
  async destroy(id: string, ifMatch?: string): Promise<void> {
    await this.write(async (manager) => {
      const { definition, revision } = await this.store.lock(manager, id);
      assertRevision(ifMatch, revision);
      await manager.query(DESTROY_WORKFLOW, [id, whoActs()]);
      await this.routeOf(manager, definition);
      await this.announcer.workflow(manager, id, 'destroyed', { name: definition.name });
    });
  }

  private write<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(LOCK_WRITERS);
      return work(manager);
    });
  }

  private async addVersion(
    manager: EntityManager,
    id: string,
    definition: WorkflowDefinition,
    itemType: string,
  ): Promise<void> {
    const { name, aggregate, triggered_on, allow_automation } = definition;
    await manager.query(INSERT_VERSION, [
      id,
      JSON.stringify(definition),
      whoActs(),
      currentContext()?.correlationId ?? null,
      name,
      aggregate,
      itemType,
      triggered_on,
      allow_automation,
    ]);
  }

  private async touch(
    manager: EntityManager,
    before: Workflow,
    enabled: boolean,
    reason?: string,
  ): Promise<void> {
    await manager.query(TOUCH_WORKFLOW, [before.id, whoActs(), enabled, reason ?? null]);
    if (enabled !== before.enabled) {
      const { name } = before.definition;
      const event = enabled ? 'enabled' : 'disabled';
      await this.announcer.workflow(manager, before.id, event, { name, ...(reason && { reason }) });
    }
  }

  /** Events of an action reach this module only while somebody listens to it. */
  private async routeOf(manager: EntityManager, definition: WorkflowDefinition): Promise<void> {
    const { aggregate, triggered_on: action } = definition;
    const [row] = await manager.query<{ listening: boolean }[]>(IS_ANYBODY_LISTENING, [
      aggregate,
      action,
    ]);
    const trigger: KnownTrigger | undefined = this.catalogue.find(aggregate, action);
    const route = trigger && { kind: 'event', itemType: trigger.itemType, event: action };
    await this.routes.replace(
      manager,
      WORKFLOW_SUBSCRIBER,
      `${aggregate}.${action}`,
      route && row?.listening ? [route] : [],
    );
  }
}

/** A trigger that names its aggregate, `post.closed`, leaves the one before. */
function merged({ definition: before }: Workflow, { definition: after = {} }: WorkflowChange) {
  const { aggregate, ...others } = before;
  const isNamed = String(after.triggered_on).includes('.');
  return { ...others, ...(!isNamed && { aggregate }), ...after };
}

function whoActs(): string {
  return currentContext()?.actor?.id ?? 'system';
}
