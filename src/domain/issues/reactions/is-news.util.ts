import type { AnyEvent } from '../../../platform/events/index.js';

/** History that is brought in afterwards is told nobody: it is old, and may be a million events. */
export function isNews({ source }: AnyEvent): boolean {
  return source !== 'replay';
}
