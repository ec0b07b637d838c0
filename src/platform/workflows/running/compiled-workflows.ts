import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CheckedDefinition, WorkflowDefinition } from '../definition/definition.interface.js';
import { compile, type Rule } from '../rules/compile.js';
import { attributesIn } from '../rules/attributes-in.js';
import type { AttributeSource } from '../rules/attribute.interface.js';
import type { DefinitionProblem } from '../rules/problems.js';
import { READ_DEFINITIONS } from '../sql/workflows.sql.js';
import { WorkflowsService } from '../workflows.service.js';

/** A version ready to be held against facts, or why it cannot be any more. */
export interface CompiledWorkflow {
  readonly definition: WorkflowDefinition;
  readonly checked?: CheckedDefinition;
  readonly rule?: Rule;
  /** What must be loaded for it beside the event. */
  readonly sources: ReadonlySet<AttributeSource>;
  readonly problems: readonly DefinitionProblem[];
}

const MOST_KEPT = 10_000;

interface Row {
  readonly id: string;
  readonly number: number;
  readonly definition: WorkflowDefinition;
}

/** Compiles each version once; versions never change, so what is kept never goes stale. */
@Injectable()
export class CompiledWorkflows {
  private readonly kept = new Map<string, CompiledWorkflow>();

  constructor(private readonly workflows: WorkflowsService) {}

  /** By version id; one query for those that this process has not met yet. */
  async load(
    manager: EntityManager,
    versionIds: readonly string[],
  ): Promise<ReadonlyMap<string, CompiledWorkflow>> {
    const unknown = versionIds.filter((id) => !this.kept.has(id));
    const rows = unknown.length > 0 ? await manager.query<Row[]>(READ_DEFINITIONS, [unknown]) : [];
    for (const { id, definition } of rows) {
      this.kept.set(id, await this.compile(definition));
    }
    const found = new Map(versionIds.map((id) => [id, this.kept.get(id)!]));
    for (const id of this.kept.keys()) {
      if (this.kept.size <= MOST_KEPT) {
        break;
      }
      this.kept.delete(id);
    }
    return found;
  }

  async compile(definition: WorkflowDefinition): Promise<CompiledWorkflow> {
    const { problems, checked } = await this.workflows.check(definition);
    if (!checked) {
      return { definition, problems, sources: new Set() };
    }
    const { condition } = checked;
    const sources = new Set(attributesIn(condition).map((attribute) => attribute.source));
    return { definition, checked, problems, sources, rule: compile(condition) };
  }
}
