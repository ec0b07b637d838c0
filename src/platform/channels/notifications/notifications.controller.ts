import type { IncomingMessage } from 'node:http';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpStatus,
  Inject,
  Param,
  Post,
  Query,
  Req,
} from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { OutboxService } from '../../outbox/index.js';
import { NotificationNotFoundError } from '../channels.errors.js';
import { CHANNELS_MODULE_OPTIONS } from '../channels.module-definition.js';
import { idSchema, notificationsQuerySchema, readAllSchema } from '../http/channels.schemas.js';
import type { ChannelsModuleOptions } from '../interfaces/channels-module-options.interface.js';
import { AppNotifications } from './app-notifications.js';
import {
  allReadSchema,
  notificationPageSchema,
  notificationView,
  readSchema,
  unreadSchema,
} from './notification.view.js';

/** One's own notifications, and nobody else's. */
@ApiTags('notifications')
@Controller('notifications')
export class NotificationsController {
  constructor(
    private readonly notifications: AppNotifications,
    private readonly outbox: OutboxService,
    @Inject(CHANNELS_MODULE_OPTIONS) private readonly options: ChannelsModuleOptions,
  ) {}

  @ApiOperation({ summary: 'Lists what the caller was told, newest first.' })
  @ApiResponse({ status: 200, standardSchema: notificationPageSchema })
  @Get()
  async page(
    @Req() request: IncomingMessage,
    @Query({ schema: notificationsQuerySchema }) query: z.output<typeof notificationsQuerySchema>,
  ): Promise<z.output<typeof notificationPageSchema>> {
    const user = this.userOf(request);
    // Before the list, so that a stream from there misses nothing the list does not show.
    const position = await this.outbox.feedPosition();
    const { limit } = query;
    const found = await this.notifications.list(user, { ...query, limit: limit + 1 });
    const items = found.slice(0, limit);
    return {
      items: items.map(notificationView),
      next: found.length > limit ? (items.at(-1)?.id ?? null) : null,
      unread: await this.notifications.unreadCount(user),
      feed_position: position,
    };
  }

  @ApiOperation({ summary: 'Counts what the caller has not read, up to 1000.' })
  @ApiResponse({ status: 200, standardSchema: unreadSchema })
  @Get('unread-count')
  async unread(@Req() request: IncomingMessage): Promise<z.output<typeof unreadSchema>> {
    const position = await this.outbox.feedPosition();
    const unread = await this.notifications.unreadCount(this.userOf(request));
    return { unread, feed_position: position };
  }

  @ApiOperation({ summary: 'Marks all as read, up to the newest one that was seen.' })
  @ApiResponse({ status: 200, standardSchema: allReadSchema })
  @Post('read-all')
  @HttpCode(HttpStatus.OK)
  async readAll(
    @Req() request: IncomingMessage,
    @Body({ schema: readAllSchema }) { until }: z.output<typeof readAllSchema>,
  ): Promise<z.output<typeof allReadSchema>> {
    const user = this.userOf(request);
    const marked = await this.notifications.markAllRead(user, until);
    return { marked, unread: await this.notifications.unreadCount(user) };
  }

  @ApiOperation({ summary: 'Marks one as read; again changes nothing.' })
  @ApiResponse({ status: 200, standardSchema: readSchema })
  @Post(':id/read')
  @HttpCode(HttpStatus.OK)
  async read(
    @Req() request: IncomingMessage,
    @Param('id') id: string,
  ): Promise<z.output<typeof readSchema>> {
    const user = this.userOf(request);
    if (!idSchema.safeParse(id).success) throw new NotificationNotFoundError(id);
    const { readAt } = await this.notifications.markRead(user, id);
    return {
      id,
      read_at: readAt?.toISOString() ?? null,
      unread: await this.notifications.unreadCount(user),
    };
  }

  /** No person's id is empty: whom the application does not name sees an empty list. */
  private userOf(request: IncomingMessage): string {
    return this.options.userOf?.(request) ?? '';
  }
}
