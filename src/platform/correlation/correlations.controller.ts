import { Controller, Get, Inject, Param, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CorrelationTraceService } from './correlation-trace.service.js';
import { CorrelationUnknownError } from './correlation.errors.js';
import { MODULE_OPTIONS_TOKEN } from './correlation.module-definition.js';
import type { CorrelationModuleOptions } from './interfaces/correlation-module-options.interface.js';
import type { CorrelationNode } from './interfaces/correlation-source.interface.js';
import { causalityTree, type CausalityBranch } from './tree/causality-tree.js';
import { parseCorrelationId } from './utils/correlation-id.util.js';

const MOST = 1_000;

const querySchema = z.strictObject({
  after: z.string().min(1).max(8_192).optional(),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, `must be a whole number from 1 to ${MOST}`)
    .transform(Number)
    .pipe(z.number().max(MOST, `must be at most ${MOST}`))
    .default(200),
});

/** A node as clients get it, with everything that it caused below it. */
interface Branch {
  readonly kind: string;
  readonly id: string;
  readonly children: readonly Branch[];
  readonly [fact: string]: unknown;
}

/** What one request, job or session caused, as one tree. */
@ApiTags('correlation')
@Controller('correlations')
export class CorrelationsController {
  constructor(
    private readonly traces: CorrelationTraceService,
    @Inject(MODULE_OPTIONS_TOKEN) private readonly options: CorrelationModuleOptions,
  ) {}

  @Get(':id')
  @ApiOperation({ summary: 'Everything that a correlation caused, as a tree of causes' })
  async trace(
    @Req() request: unknown,
    @Param('id') id: string,
    @Query({ schema: querySchema }) query: z.output<typeof querySchema>,
  ) {
    const { limit, after } = query;
    const trace = parseCorrelationId(id)
      ? await this.traces.trace(id, { limit, ...(after !== undefined && { after }) })
      : undefined;
    const readable = await this.readable(request, trace?.nodes ?? []);
    if (!trace || (readable.length === 0 && after === undefined)) {
      throw new CorrelationUnknownError(id);
    }
    return {
      correlation_id: id,
      items: causalityTree(readable).map(toBranch),
      count: readable.length,
      next: trace.next,
    };
  }

  private async readable(
    request: unknown,
    nodes: readonly CorrelationNode[],
  ): Promise<CorrelationNode[]> {
    const access = this.options.accessPolicy;
    const allowed = await Promise.all(
      nodes.map(async ({ item }) => !item || (await access?.canRead(request, item))),
    );
    const seen = nodes.filter((_node, index) => allowed[index] === true);
    return seen.some((node) => node.occurredAt !== undefined) ? seen : [];
  }
}

function toBranch({ node, children }: CausalityBranch): Branch {
  return {
    ...node.facts,
    kind: node.kind,
    id: node.id,
    causation_id: node.causationId ?? null,
    occurred_at: node.occurredAt ?? null,
    ...(node.item && { item_type: node.item.itemType, item_id: node.item.itemId }),
    children: children.map(toBranch),
  };
}
