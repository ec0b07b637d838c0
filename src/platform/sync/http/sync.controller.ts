import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { RecordComparer } from '../comparing/record-comparer.js';
import { MessageManager } from '../managing/message-manager.js';
import type { MessageDirection } from '../managing/message-row.js';
import { SyncMessages } from '../managing/sync-messages.js';
import { SyncStatus } from '../managing/sync-status.js';
import {
  comparisonQuerySchema,
  comparisonSchema,
  conflictPageSchema,
  conflictsQuerySchema,
  directionSchema,
  itemIdSchema,
  itemTypeSchema,
  messagePageSchema,
  messageSchema,
  messagesQuerySchema,
  peersSchema,
  seqSchema,
  skipSchema,
} from './sync.schemas.js';
import { comparisonView, conflictView, messageView, peerView } from './sync.view.js';

const REFUSED = 'It is done with, or another message of its record comes first.';

/** What goes to other deployments and comes from them, and what a person does about it. */
@ApiTags('sync')
@Controller('sync')
export class SyncController {
  constructor(
    private readonly status: SyncStatus,
    private readonly messages: SyncMessages,
    private readonly manager: MessageManager,
    private readonly comparer: RecordComparer,
  ) {}

  @ApiOperation({ summary: 'Lists the peers: cursors, what waits, the last contact and error.' })
  @ApiResponse({ status: 200, standardSchema: peersSchema })
  @Get('peers')
  async peers(): Promise<z.output<typeof peersSchema>> {
    return { items: (await this.status.peers()).map(peerView) };
  }

  @ApiOperation({ summary: 'Lists conflicts, newest first: both values, the decision and why.' })
  @ApiResponse({ status: 200, standardSchema: conflictPageSchema })
  @Get('conflicts')
  async conflicts(
    @Query({ schema: conflictsQuerySchema }) query: z.output<typeof conflictsQuerySchema>,
  ): Promise<z.output<typeof conflictPageSchema>> {
    const { item_type: itemType, item_id: itemId, ...rest } = query;
    const { items, next } = await this.status.conflicts({ ...rest, itemType, itemId }, query.limit);
    return { items: items.map(conflictView), next };
  }

  @ApiOperation({
    summary: 'Holds a record beside the same one of a peer: asked, or as last exchanged.',
  })
  @ApiResponse({ status: 200, standardSchema: comparisonSchema })
  @ApiResponse({ status: 404, description: 'No such peer, or such records are not exchanged.' })
  @Get('records/:item_type/:item_id')
  async compare(
    @Param('item_type', { schema: itemTypeSchema }) itemType: string,
    @Param('item_id', { schema: itemIdSchema }) itemId: string,
    @Query({ schema: comparisonQuerySchema }) { peer }: z.output<typeof comparisonQuerySchema>,
  ): Promise<z.output<typeof comparisonSchema>> {
    return comparisonView(await this.comparer.compare(peer, itemType, itemId));
  }

  @ApiOperation({ summary: 'Lists messages of one direction, newest first.' })
  @ApiResponse({ status: 200, standardSchema: messagePageSchema })
  @Get('messages')
  async list(
    @Query({ schema: messagesQuerySchema }) query: z.output<typeof messagesQuerySchema>,
  ): Promise<z.output<typeof messagePageSchema>> {
    const filter = {
      peer: query.peer,
      state: query.state,
      itemType: query.item_type,
      itemId: query.item_id,
      correlationId: query.correlation_id,
    };
    const { items, next } = await this.messages.list(query.direction, filter, query);
    return { items: items.map(messageView), next };
  }

  @ApiOperation({ summary: 'Reads one message.' })
  @ApiResponse({ status: 200, standardSchema: messageSchema })
  @Get('messages/:direction/:seq')
  async show(
    @Param('direction', { schema: directionSchema }) direction: MessageDirection,
    @Param('seq', { schema: seqSchema }) seq: string,
  ): Promise<z.output<typeof messageSchema>> {
    return messageView(await this.messages.get(direction, seq));
  }

  @ApiOperation({ summary: 'Applies an open message now; one that is in conflict is taken over.' })
  @ApiResponse({ status: 200, standardSchema: messageSchema })
  @ApiResponse({ status: 409, description: REFUSED })
  @Post('messages/inbound/:seq/retry')
  @HttpCode(200)
  async retry(
    @Param('seq', { schema: seqSchema }) seq: string,
  ): Promise<z.output<typeof messageSchema>> {
    return messageView(await this.manager.retry(seq));
  }

  @ApiOperation({ summary: 'Gives an open message up; what waits behind it goes on.' })
  @ApiResponse({ status: 200, standardSchema: messageSchema })
  @ApiResponse({ status: 409, description: REFUSED })
  @Post('messages/inbound/:seq/skip')
  @HttpCode(200)
  async skip(
    @Param('seq', { schema: seqSchema }) seq: string,
    @Body({ schema: skipSchema }) { reason }: z.output<typeof skipSchema>,
  ): Promise<z.output<typeof messageSchema>> {
    return messageView(await this.manager.skip(seq, reason));
  }
}
