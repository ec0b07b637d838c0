import { readdirSync } from 'node:fs';
import path from 'node:path';

/** Milliseconds for which a listing is believed; a rebuilt console shows up after that. */
const FRESH = 1_000;

/** The files of the built console by their URL path; only what is listed can be served. */
export class ConsoleFiles {
  private files = new Set<string>();
  private listed = Number.NEGATIVE_INFINITY;

  constructor(private readonly folder: string) {}

  /** The absolute path of the file at `/<name>` below the console, or undefined. */
  find(name: string): string | undefined {
    if (!this.files.has(name) && performance.now() - this.listed > FRESH) {
      this.list();
    }
    return this.files.has(name) ? path.join(this.folder, name) : undefined;
  }

  private list(): void {
    this.listed = performance.now();
    try {
      const entries = readdirSync(this.folder, { recursive: true, withFileTypes: true });
      this.files = new Set(
        entries
          .filter((entry) => entry.isFile())
          .map((entry) => path.relative(this.folder, path.join(entry.parentPath, entry.name)))
          .map((name) => name.split(path.sep).join('/')),
      );
    } catch {
      this.files = new Set();
    }
  }
}
