import { SeededRandom } from './seeded-random.js';

/** One thing that goes wrong, so many milliseconds after the start. */
export type Fault = { readonly at: number } & (
  | { readonly kind: 'kill'; readonly member: number }
  | { readonly kind: 'flush redis' }
  | { readonly kind: 'stop redis'; readonly milliseconds: number }
  | { readonly kind: 'crash postgres' }
);

export interface ChaosScale {
  /** Milliseconds during which things go wrong. */
  readonly duration: number;
  /** Milliseconds that Redis stays away when it is stopped. */
  readonly redisAway: number;
  readonly members: number;
}

/** Each outage happens at least once however short the run, the rest is kills. */
const OUTAGES = ['flush redis', 'stop redis', 'crash postgres', 'flush redis'] as const;

/** Everything that goes wrong in a run, in order; the same for the same seed and scale. */
export function planFaults(seed: number, { duration, redisAway, members }: ChaosScale): Fault[] {
  const random = new SeededRandom(seed);
  const faults: Fault[] = [];
  // Starting a process takes seconds of a core: more kills than this leave no time to write anything.
  for (let at = 500; at < duration; at += random.between(700, 2_000)) {
    faults.push({ at, kind: 'kill', member: random.between(0, members) });
  }
  const rounds = Math.max(1, Math.floor(duration / 60_000));
  for (let round = 0; round < rounds * OUTAGES.length; round += 1) {
    const at = random.between(1_000, duration);
    const kind = OUTAGES[round % OUTAGES.length]!;
    faults.push(kind === 'stop redis' ? { at, kind, milliseconds: redisAway } : { at, kind });
  }
  return faults.sort((a, b) => a.at - b.at);
}
