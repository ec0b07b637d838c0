import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { EmailChannel } from '../email/email-channel.js';
import { LinearChannel } from '../linear/linear-channel.js';
import { AppNotifications } from '../notifications/app-notifications.js';
import { SlackChannel } from '../slack/slack-channel.js';
import { Webhooks } from '../webhooks/webhooks.service.js';

const channelListSchema = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      configured: z.boolean(),
      reason: z.string().nullable(),
      remedy: z.string().nullable(),
    }),
  ),
});

/** Which channels deliver, and why the others do not. */
@ApiTags('channels')
@Controller('channels')
export class ChannelsController {
  constructor(
    private readonly email: EmailChannel,
    private readonly notifications: AppNotifications,
    private readonly slack: SlackChannel,
    private readonly linear: LinearChannel,
    private readonly webhooks: Webhooks,
  ) {}

  @ApiOperation({ summary: 'Lists the channels and whether each is configured.' })
  @ApiResponse({ status: 200, standardSchema: channelListSchema })
  @Get()
  list(): z.output<typeof channelListSchema> {
    const channels = [this.email, this.notifications, this.slack, this.linear, this.webhooks];
    return {
      items: channels.map((channel) => {
        const { name, configured, reason = null, remedy = null } = channel.status();
        return { name, configured, reason, remedy };
      }),
    };
  }
}
