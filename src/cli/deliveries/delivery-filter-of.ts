import type { DeliveryFilter, DeliveryState } from '../../platform/deliveries/index.js';
import { type CliInput, type CliOption, UsageError } from '../cli-command.js';

/** The options that say which deliveries; each names what must hold. */
export const FILTER_OPTIONS = {
  subscriber: { type: 'string', help: 'Only of this subscriber: email, webhook, workflow, …' },
  target: { type: 'string', help: "Only for this target of the subscriber's: a webhook's id, …" },
  kind: { type: 'string', help: 'Only of facts of this kind: event, version, …' },
  event: { type: 'string', help: 'Only of this event: comment_added, …' },
  of: { type: 'string', help: 'Only of this aggregate: Issue:42.' },
  correlation: { type: 'string', help: 'Only of this correlation.' },
} as const satisfies Record<string, CliOption>;

/** The filter that the options name. */
export function deliveryFilterOf(options: CliInput['options']): DeliveryFilter {
  const { subscriber, target, kind, event, of, correlation } = options as Record<
    string,
    string | undefined
  >;
  const [, aggregateType, aggregateId] = /^([^:]+):(.+)$/s.exec(of ?? '') ?? [];
  if (of !== undefined && aggregateType === undefined) {
    throw new UsageError(`--of "${of}" is no aggregate; write Issue:42.`);
  }
  return {
    ...(subscriber !== undefined && { subscriber }),
    ...(target !== undefined && { target }),
    ...(kind !== undefined && { kind }),
    ...(event !== undefined && { event }),
    ...(aggregateType !== undefined && { aggregateType }),
    ...(aggregateId !== undefined && { aggregateId }),
    ...(correlation !== undefined && { correlationId: correlation }),
  };
}

/** States given as one word or several with commas. */
export function statesOf(given: unknown, allowed: readonly DeliveryState[]): DeliveryState[] {
  const words = String(given).split(',');
  for (const word of words) {
    if (!allowed.some((state) => state === word)) {
      throw new UsageError(`--state "${word}" must be of ${allowed.join(', ')}.`);
    }
  }
  return words as DeliveryState[];
}

/** Ids given as arguments. */
export function idsOf(args: readonly string[]): readonly string[] {
  const wrong = args.find((id) => !/^[1-9]\d{0,17}$/.test(id));
  if (wrong !== undefined) {
    throw new UsageError(`"${wrong}" is no id of a delivery.`);
  }
  return args;
}
