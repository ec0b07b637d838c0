import { Injectable } from '@nestjs/common';
import { CorrelationSources } from './correlation-sources.js';
import type { CorrelationNode } from './interfaces/correlation-source.interface.js';
import {
  decodeCorrelationCursor,
  encodeCorrelationCursor,
  type CorrelationCursor,
} from './tree/correlation-cursor.js';
import { referenceTo } from './tree/causality-tree.js';

/** How far back causes that nobody listed are looked up one by one. */
const MOST_STEPS = 16;

/** A part of everything that one correlation caused. */
export interface CorrelationTrace {
  readonly nodes: readonly CorrelationNode[];
  /** The cursor of the next part; null at the end. */
  readonly next: string | null;
}

export interface TraceOptions {
  /** Most nodes of each kind. @defaultValue 200 */
  readonly limit?: number;
  /** The `next` of the part before. */
  readonly after?: string;
}

/**
 * Collects what every module knows of a correlation.
 * @publicApi
 */
@Injectable()
export class CorrelationTraceService {
  constructor(private readonly sources: CorrelationSources) {}

  async trace(correlationId: string, options: TraceOptions = {}): Promise<CorrelationTrace> {
    const { limit = 200, after } = options;
    const cursor = after === undefined ? undefined : decodeCorrelationCursor(after);
    const kinds = this.sources
      .all()
      .filter((source) => !cursor || Object.hasOwn(cursor, source.kind));
    const pages = await Promise.all(
      kinds.map(async (source) => {
        const from = cursor?.[source.kind];
        const page = { limit, ...(from !== undefined && { after: from }) };
        return [source.kind, await source.list(correlationId, page)] as const;
      }),
    );
    const nodes = pages.flatMap(([, found]) => found);
    return { nodes: [...nodes, ...(await this.missingCauses(nodes))], next: nextOf(pages, limit) };
  }

  /**
   * What each of these steps (`<kind>:<id>`) caused directly, oldest first; at most `each` nodes of a
   * kind for each. One question to each module, however many steps.
   */
  async causedBy(causes: readonly string[], each: number): Promise<CorrelationNode[]> {
    const asked = this.sources.all().map(async (source) => source.causedBy?.(causes, each));
    const nodes = (await Promise.all(asked)).flatMap((found) => found ?? []);
    return nodes.sort((a, b) => compare(a.occurredAt ?? '', b.occurredAt ?? ''));
  }

  /** The steps between, that no source lists by correlation: jobs, schedulers, steps of another part. */
  private async missingCauses(nodes: readonly CorrelationNode[]): Promise<CorrelationNode[]> {
    const known = new Set(nodes.map(referenceTo));
    const found: CorrelationNode[] = [];
    let wanted = causesOf(nodes, known);
    for (let step = 0; wanted.length > 0 && step < MOST_STEPS; step += 1) {
      const causes = await this.findAll(wanted);
      for (const reference of wanted) {
        known.add(reference);
      }
      found.push(...causes);
      wanted = causesOf(causes, known);
    }
    return found;
  }

  private async findAll(references: readonly string[]): Promise<CorrelationNode[]> {
    const idsByKind = new Map<string, string[]>();
    for (const reference of references) {
      const { kind, id } = split(reference);
      idsByKind.set(kind, [...(idsByKind.get(kind) ?? []), id]);
    }
    const found = await Promise.all([...idsByKind].map(([kind, ids]) => this.find(kind, ids)));
    return found.flat();
  }

  /** One node for each id; one that nobody knows any more still has its place in the tree. */
  private async find(kind: string, ids: readonly string[]): Promise<CorrelationNode[]> {
    const nodes = (await this.sources.of(kind)?.find?.(ids)) ?? [];
    const byId = new Map(nodes.map((node) => [node.id, node]));
    return ids.map((id) => byId.get(id) ?? { kind, id });
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function causesOf(nodes: readonly CorrelationNode[], known: ReadonlySet<string>): string[] {
  const causes = nodes.flatMap((node) => node.causationId ?? []);
  return [...new Set(causes)].filter((cause) => !known.has(cause) && cause.includes(':'));
}

function split(reference: string): { kind: string; id: string } {
  const colon = reference.indexOf(':');
  return { kind: reference.slice(0, colon), id: reference.slice(colon + 1) };
}

function nextOf(
  pages: readonly (readonly [string, readonly CorrelationNode[]])[],
  limit: number,
): string | null {
  const open = pages.filter(([, nodes]) => nodes.length >= limit);
  const cursor: CorrelationCursor = Object.fromEntries(
    open.map(([kind, nodes]) => [kind, nodes.at(-1)!.id]),
  );
  return open.length === 0 ? null : encodeCorrelationCursor(cursor);
}
