import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type AnyEvent, EventReaders } from '../../events/index.js';
import { WorkflowActions } from '../actions/workflow-actions.js';
import { type KnownTrigger, WorkflowCatalogue } from '../catalogue/workflow-catalogue.js';
import type { WorkflowDefinition } from '../definition/definition.interface.js';
import { explain, missingAttributes } from '../rules/explain.js';
import { Facts } from '../rules/facts.js';
import { CompiledWorkflows, type CompiledWorkflow } from '../running/compiled-workflows.js';
import { FactLoader } from '../running/fact-loader.js';
import { stepBackSql } from '../sql/past-events.sql.js';
import { DryRunEventError, InvalidDefinitionError } from '../workflows.errors.js';
import type { DryRunPeriod, DryRunResult, PlannedAction } from './dry-run.interface.js';

const DAY = 86_400_000;
/** Rows of one step back, events looked at in all, and milliseconds that it may take. */
const STEP = 1_000;
const MOST_EVENTS = 20_000;
const MOST_TIME = 8_000;
const SAMPLES = 20;

interface Step {
  readonly ids: readonly string[];
  readonly last: string | null;
  readonly rows: number;
  readonly within: boolean;
}

/** May the reader see this record? */
export type Readable = (item: { itemType: string; itemId: string }) => Promise<boolean>;

/** Holds definitions against the past. Nothing is written and nothing done. */
@Injectable()
export class DryRuns {
  constructor(
    private readonly dataSource: DataSource,
    private readonly catalogue: WorkflowCatalogue,
    private readonly compiled: CompiledWorkflows,
    private readonly readers: EventReaders,
    private readonly facts: FactLoader,
    private readonly actions: WorkflowActions,
  ) {}

  /** @throws InvalidDefinitionError, DryRunEventError */
  async ofEvent(
    definition: WorkflowDefinition,
    eventId: string,
    mayRead: Readable,
  ): Promise<DryRunResult> {
    const { workflow, trigger } = await this.ready(definition);
    const [event] = await this.readers.of(trigger.events).find([eventId]);
    const seen = event?.action === trigger.action ? [event] : [];
    const [readableEvent] = await readable(seen, trigger, mayRead);
    if (!readableEvent) {
      throw new DryRunEventError(eventId, `${trigger.aggregate}.${trigger.action}`);
    }
    const [result] = await this.hold(workflow, trigger, [readableEvent], Date.now());
    return result!;
  }

  /** @throws InvalidDefinitionError */
  async ofDays(
    definition: WorkflowDefinition,
    days: number,
    mayRead: Readable,
  ): Promise<DryRunPeriod> {
    const { workflow, trigger } = await this.ready(definition);
    const to = new Date();
    const from = new Date(to.getTime() - days * DAY);
    const samples: DryRunResult[] = [];
    let [scanned, matched] = [0, 0];
    let place: string | null = null;
    while (scanned < MOST_EVENTS && Date.now() < to.getTime() + MOST_TIME) {
      const step: Step = await this.stepBack(trigger, place, from);
      const events = await this.readers.of(trigger.events).find(step.ids);
      const seen = await readable(events.toReversed(), trigger, mayRead);
      const results = await this.hold(workflow, trigger, seen, to.getTime());
      const hits = results.filter((result) => result.matched);
      scanned += seen.length;
      matched += hits.length;
      samples.push(...hits.slice(0, SAMPLES - samples.length));
      place = step.last;
      if (!step.within || step.rows < STEP) {
        return { days, from, to, scanned, matched, samples, complete: true };
      }
    }
    return { days, from, to, scanned, matched, samples, complete: false };
  }

  private async stepBack(trigger: KnownTrigger, place: string | null, from: Date): Promise<Step> {
    const values = [trigger.action, place, STEP, from];
    const [step] = await this.dataSource.query<Step[]>(stepBackSql(trigger.events), values);
    return step!;
  }

  private async ready(
    definition: WorkflowDefinition,
  ): Promise<{ workflow: CompiledWorkflow; trigger: KnownTrigger }> {
    const workflow = await this.compiled.compile(definition);
    const trigger = this.catalogue.find(definition.aggregate, definition.triggered_on);
    if (!workflow.checked || !trigger) {
      throw new InvalidDefinitionError(workflow.problems);
    }
    return { workflow, trigger };
  }

  private async hold(
    workflow: CompiledWorkflow,
    trigger: KnownTrigger,
    events: readonly AnyEvent[],
    now: number,
  ): Promise<DryRunResult[]> {
    const { manager } = this.dataSource;
    const loaded = await this.facts.load(manager, trigger, events, workflow.sources);
    const { condition } = workflow.checked!;
    return events.map((event, index) => {
      const facts = new Facts(loaded[index]!, now);
      const matched = workflow.rule!(facts) === true;
      return {
        event,
        itemType: trigger.itemType,
        matched,
        truth: explain(condition, facts),
        missing: missingAttributes(condition, facts),
        actions: matched ? this.planned(workflow) : [],
      };
    });
  }

  private planned({ definition }: CompiledWorkflow): PlannedAction[] {
    return definition.actions.map(({ type, ...input }) => {
      const kind = this.actions.find(type);
      return { type, label: kind?.label ?? type, outside: kind?.outside ?? false, input };
    });
  }
}

async function readable(
  events: readonly AnyEvent[],
  { itemType }: KnownTrigger,
  mayRead: Readable,
): Promise<AnyEvent[]> {
  const allowed = await Promise.all(
    events.map((event) => mayRead({ itemType, itemId: event.aggregateId })),
  );
  return events.filter((_event, index) => allowed[index]);
}
