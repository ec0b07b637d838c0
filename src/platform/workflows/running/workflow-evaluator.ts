import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { WorkflowActions } from '../actions/workflow-actions.js';
import type { KnownTrigger } from '../catalogue/workflow-catalogue.js';
import type { AnyEvent } from '../../events/index.js';
import type { WorkflowsModuleOptions } from '../interfaces/workflows-module-options.interface.js';
import type { AttributeSource } from '../rules/attribute.interface.js';
import { explain, missingAttributes } from '../rules/explain.js';
import { Facts } from '../rules/facts.js';
import { LISTENING } from '../sql/workflows.sql.js';
import type { RunAction } from '../storing/run.interface.js';
import { WORKFLOWS_MODULE_OPTIONS } from '../workflows.module-definition.js';
import { CompiledWorkflows, type CompiledWorkflow } from './compiled-workflows.js';
import { FactLoader } from './fact-loader.js';
import { Lineage } from './lineage.js';
import type { RunDraft } from './run-draft.interface.js';

const DEPTH = 5;

interface ListeningRow {
  readonly id: string;
  readonly name: string;
  readonly version_id: string;
  readonly allow_automation: boolean;
}

/** Holds one event against every workflow that listens to its action. */
@Injectable()
export class WorkflowEvaluator {
  constructor(
    @Inject(WORKFLOWS_MODULE_OPTIONS) private readonly options: WorkflowsModuleOptions,
    private readonly compiled: CompiledWorkflows,
    private readonly facts: FactLoader,
    private readonly lineage: Lineage,
    private readonly actions: WorkflowActions,
  ) {}

  async evaluate(
    manager: EntityManager,
    trigger: KnownTrigger,
    event: AnyEvent,
  ): Promise<RunDraft[]> {
    const { aggregate, action } = trigger;
    const listening = await manager.query<ListeningRow[]>(LISTENING, [aggregate, action]);
    if (listening.length === 0) {
      return [];
    }
    const depth = await this.lineage.depthOf(manager, event);
    const versions = listening.map((workflow) => workflow.version_id);
    const compiled = await this.compiled.load(manager, versions);
    const sources = new Set<AttributeSource>();
    for (const one of compiled.values()) {
      one.sources.forEach((source) => sources.add(source));
    }
    const [found] = await this.facts.load(manager, trigger, [event], sources);
    const facts = new Facts(found!, Date.now());
    return listening.map((workflow) => {
      const verdict = this.verdict(workflow, compiled.get(workflow.version_id)!, facts, depth);
      const { id: workflowId, name: workflowName, version_id: versionId } = workflow;
      return Object.assign(verdict, { workflowId, workflowName, versionId, depth });
    });
  }

  private verdict(
    { allow_automation }: ListeningRow,
    workflow: CompiledWorkflow,
    facts: Facts,
    depth: number,
  ): Pick<RunDraft, 'status' | 'skipReason' | 'detail' | 'truth' | 'missing' | 'actions'> {
    if (depth > 0 && !allow_automation) {
      return skipped('automation', 'Another workflow did this, and it does not run on such.');
    }
    const most = this.options.depth ?? DEPTH;
    if (depth >= most) {
      return skipped('depth', `${depth} workflows came before it, one by another; ${most} may.`);
    }
    const { checked, rule, problems } = workflow;
    if (!checked || !rule) {
      const told = problems.map(({ field, problem }) => `${field} ${problem}`).join('; ');
      const detail = `The application changed and the workflow makes no sense any more: ${told}`;
      return { status: 'failed', detail, missing: [], actions: [] };
    }
    const truth = explain(checked.condition, facts);
    const missing = missingAttributes(checked.condition, facts);
    if (rule(facts) !== true) {
      return { ...skipped('conditions', null), truth, missing };
    }
    return { status: 'matched', truth, missing, actions: this.planned(workflow) };
  }

  private planned({ definition }: CompiledWorkflow): RunAction[] {
    return definition.actions.map(({ type }) => {
      const kind = this.actions.find(type);
      return {
        type,
        label: kind?.label ?? type,
        outside: kind?.outside ?? false,
        state: 'waiting',
        result: null,
        error: null,
        finished_at: null,
      };
    });
  }
}

function skipped(skipReason: RunDraft['skipReason'], detail: string | null) {
  return { status: 'skipped' as const, skipReason, detail, missing: [], actions: [] };
}
