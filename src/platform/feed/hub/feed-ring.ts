import type { FramedEntry } from '../wire/framed-entry.js';

/** The latest entries, framed, for those who come back after a moment. */
export class FeedRing {
  private readonly slots: (FramedEntry | undefined)[];
  private first = 1;
  private last = 0;
  private bytes = 0;

  constructor(
    private readonly capacity: number,
    private readonly maxBytes: number,
  ) {
    this.slots = Array.from<FramedEntry | undefined>({ length: capacity });
  }

  /** Adds the entry after the last; anything else empties the ring first. */
  push(entry: FramedEntry): void {
    const { position } = entry.item;
    if (position !== this.last + 1) this.clear(position);
    if (this.last - this.first + 1 >= this.capacity) this.shift();
    this.slots[position % this.capacity] = entry;
    this.last = position;
    this.bytes += entry.frame.length;
    while (this.bytes > this.maxBytes && this.first < this.last) this.shift();
  }

  clear(next: number): void {
    this.slots.fill(undefined);
    this.first = next;
    this.last = next - 1;
    this.bytes = 0;
  }

  /** Whether everything after `position` is here. */
  reaches(position: number): boolean {
    return position + 1 >= this.first && position <= this.last;
  }

  /** Up to `limit` entries after `position`. */
  after(position: number, limit: number): FramedEntry[] {
    const end = Math.min(this.last, position + limit);
    const entries: FramedEntry[] = [];
    for (let at = position + 1; at <= end; at += 1) {
      const entry = this.slots[at % this.capacity];
      if (entry) entries.push(entry);
    }
    return entries;
  }

  private shift(): void {
    const slot = this.first % this.capacity;
    this.bytes -= this.slots[slot]?.frame.length ?? 0;
    this.slots[slot] = undefined;
    this.first += 1;
  }
}
