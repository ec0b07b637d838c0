import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CorrelationSources } from '../../correlation/index.js';
import type { AnyEvent } from '../../events/index.js';
import { RUN_KIND, WORKFLOW_ACTOR } from '../workflows.constants.js';

/** Steps back that are looked at; who needs more to find a workflow is no loop of workflows. */
const MOST_STEPS = 32;
const ROW_ID = /^[1-9]\d{0,17}$/;

/** Finds out how many workflows stand between an event and whoever began. */
@Injectable()
export class Lineage {
  constructor(private readonly sources: CorrelationSources) {}

  /**
   * 0 for what people, jobs and other programs did; one more than the run that led to the event,
   * also by way of an inbox or a change processor.
   */
  async depthOf(manager: EntityManager, event: AnyEvent): Promise<number> {
    let cause = event.causationId;
    for (let step = 0; cause !== null && step < MOST_STEPS; step += 1) {
      const [kind = '', ...rest] = cause.split(':');
      const id = rest.join(':');
      if (kind === RUN_KIND) {
        return (await depthOfRun(manager, id)) + 1;
      }
      const [node] = (await this.sources.of(kind)?.find?.([id])) ?? [];
      cause = node?.causationId ?? null;
    }
    return Number(event.actor.type === WORKFLOW_ACTOR);
  }
}

async function depthOfRun(manager: EntityManager, id: string): Promise<number> {
  if (!ROW_ID.test(id)) {
    return 0;
  }
  const [run] = await manager.query<{ depth: number }[]>(
    'SELECT depth FROM backstory.workflow_runs WHERE id = $1',
    [id],
  );
  return run?.depth ?? 0;
}
