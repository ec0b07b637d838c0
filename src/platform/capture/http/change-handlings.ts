import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { AuditGate, versionSchema } from '../../audit/index.js';
import { CorrelationTraceService, type CorrelationNode } from '../../correlation/index.js';
import { DeliveryReader, deliveryView, type Delivery } from '../../deliveries/index.js';
import { type ChangeView, type EffectView, effectView, type HandlingView } from './change.view.js';

type VersionView = z.output<typeof versionSchema>;

/** Of one change; who replays it more often sees the newest. */
const MOST_DELIVERIES = 20;
/** Of one delivery; the trace has all. */
const MOST_EFFECTS = 5;

/** Puts to versions what was made of them: in three statements, however many versions. */
@Injectable()
export class ChangeHandlings {
  constructor(
    private readonly deliveries: DeliveryReader,
    private readonly traces: CorrelationTraceService,
  ) {}

  async of(gate: AuditGate, versions: readonly VersionView[]): Promise<ChangeView[]> {
    const ids = versions.map(({ id }) => id);
    const deliveries = await this.deliveries.ofFacts('version', ids, MOST_DELIVERIES);
    const causes = [...new Set(deliveries.map(causeOfEffects))];
    const effects = groupBy(
      await this.traces.causedBy(causes, MOST_EFFECTS + 1),
      ({ causationId }) => causationId ?? '',
    );
    const ofVersion = groupBy(deliveries, ({ refId }) => refId);
    const handling = async (delivery: Delivery): Promise<HandlingView> => {
      const nodes = effects.get(causeOfEffects(delivery)) ?? [];
      const shown = await readable(gate, nodes.slice(0, MOST_EFFECTS));
      const more = nodes.length > MOST_EFFECTS;
      return { ...deliveryView(delivery), effects: shown, more_effects: more };
    };
    return allOf(versions, async (version) => {
      const handlings = await allOf(ofVersion.get(version.id) ?? [], handling);
      return { version, deliveries: handlings };
    });
  }
}

function allOf<T, R>(items: readonly T[], make: (item: T) => Promise<R>): Promise<R[]> {
  return Promise.all(items.map((item) => make(item)));
}

/** How effects name what caused them: the delivery whose call it was, in a line handled at once. */
function causeOfEffects({ id, handledWith }: Delivery): string {
  return `delivery:${handledWith ?? id}`;
}

async function readable(gate: AuditGate, nodes: readonly CorrelationNode[]): Promise<EffectView[]> {
  const views = await allOf(nodes, async (node) => {
    if (node.item === undefined || !(await gate.canRead(node.item))) return [];
    return [effectView(node, await gate.hiddenFields(node.item))];
  });
  return views.flat();
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
