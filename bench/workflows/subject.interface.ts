import type { BenchEvent } from './events.js';

/** Something that counts which rules an event meets. */
export interface Subject {
  readonly name: string;
  matches(event: BenchEvent): number | Promise<number>;
}
