import { Injectable } from '@nestjs/common';
import { DuplicateCorrelationSourceError } from './correlation.errors.js';
import type { CorrelationSource } from './interfaces/correlation-source.interface.js';

/**
 * What modules know of correlations, so that one question is answered from all of them.
 * @example
 * ```ts
 * constructor(sources: CorrelationSources, versions: VersionsSource) {
 *   sources.register(versions);
 * }
 * ```
 * @publicApi
 */
@Injectable()
export class CorrelationSources {
  private readonly sources = new Map<string, CorrelationSource>();

  /** @throws DuplicateCorrelationSourceError when the kind is taken */
  register(source: CorrelationSource): void {
    if (this.sources.has(source.kind)) {
      throw new DuplicateCorrelationSourceError(source.kind);
    }
    this.sources.set(source.kind, source);
  }

  all(): readonly CorrelationSource[] {
    return [...this.sources.values()];
  }

  of(kind: string): CorrelationSource | undefined {
    return this.sources.get(kind);
  }
}
