import type { VersionEvent } from '../../audit/index.js';
import { ProcessorDeclarationError } from '../capture.errors.js';
import type { ProcessorMethod } from '../interfaces/change-processor.interface.js';

/** Which method of a processor takes which changes. */
export class ProcessorMethods {
  private readonly byEvent = new Map<VersionEvent, { name: string; run: ProcessorMethod }>();

  constructor(private readonly processor: string) {}

  /** @throws ProcessorDeclarationError for an event that has a method already */
  add(name: string, run: ProcessorMethod, events: readonly VersionEvent[]): void {
    for (const event of events) {
      const other = this.byEvent.get(event);
      if (other && other.name !== name) {
        throw new ProcessorDeclarationError(
          this.processor,
          `has two methods for ${event}: ${other.name} and ${name}`,
        );
      }
      this.byEvent.set(event, { name, run });
    }
  }

  get events(): VersionEvent[] {
    return [...this.byEvent.keys()];
  }

  /** How many methods there are, however many events each takes. */
  get count(): number {
    return new Set([...this.byEvent.values()].map(({ name }) => name)).size;
  }

  find(event: string): ProcessorMethod | undefined {
    return this.byEvent.get(event as VersionEvent)?.run;
  }
}
