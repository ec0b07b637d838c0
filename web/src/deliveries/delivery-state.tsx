import type { Delivery } from '../api/deliveries.js';
import { StateChip } from '../ui/state-chip.js';

/** How a delivery stands, in words that a person would use. */
export function DeliveryState({ delivery }: { delivery: Delivery }) {
  const { state, attempts, quarantined } = delivery;
  if (quarantined) return <StateChip state="quarantined" />;
  if (state === 'pending' && attempts > 0) return <StateChip state="delayed" label="will retry" />;
  if (state === 'pending') return <StateChip state="pending" label="waiting" />;
  return <StateChip state={state} {...(state === 'queued' ? { label: 'running' } : {})} />;
}
