import type { DeliveryState } from '../interfaces/delivery.interface.js';

/** Which deliveries; every one given must hold. @publicApi */
export interface DeliveryFilter {
  readonly state?: readonly DeliveryState[];
  readonly kind?: string;
  readonly subscriber?: string;
  readonly target?: string;
  readonly event?: string;
  readonly aggregateType?: string;
  readonly aggregateId?: string;
  readonly correlationId?: string;
}

const COLUMNS: readonly (readonly [keyof DeliveryFilter, string])[] = [
  ['kind', 'd.kind'],
  ['subscriber', 'd.subscriber'],
  ['target', 'd.target'],
  ['event', 'd.event'],
  ['aggregateType', 'd.aggregate_type'],
  ['aggregateId', 'd.aggregate_id'],
  ['correlationId', 'd.correlation_id'],
];

/** The filter as conditions on table `d`, whose parameters follow those in `values`. */
export function conditionsOf(filter: DeliveryFilter, values: unknown[]): string[] {
  const conditions = COLUMNS.flatMap(([key, column]) =>
    filter[key] === undefined ? [] : [`${column} = $${values.push(filter[key])}`],
  );
  const [only, ...others] = filter.state ?? [];
  // A single state reads its own index in order; the planner cannot do so for a list.
  if (only && others.length === 0) conditions.push(`d.state = $${values.push(only)}`);
  else if (only) conditions.push(`d.state = ANY($${values.push(filter.state)})`);
  return conditions;
}
