import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  Patch,
  Post,
  Query,
} from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { WebhookNotFoundError } from '../channels.errors.js';
import { idSchema, pageQuerySchema } from '../http/channels.schemas.js';
import {
  createWebhookSchema,
  rotateSecretSchema,
  testSentSchema,
  updateWebhookSchema,
  webhookPageSchema,
  webhookSchema,
  webhookWithSecretSchema,
} from './webhook.schemas.js';
import {
  webhookView,
  webhookWithSecretView,
  type WebhookView,
  type WebhookWithSecretView,
} from './webhook.view.js';
import { Webhooks } from './webhooks.service.js';

/** Addresses that are told of events; their attempts are read at `/deliveries?subscriber=webhook`. */
@ApiTags('webhooks')
@Controller('webhooks')
export class WebhooksController {
  constructor(private readonly webhooks: Webhooks) {}

  @ApiOperation({ summary: 'Lists webhooks, newest first.' })
  @ApiResponse({ status: 200, standardSchema: webhookPageSchema })
  @Get()
  async page(
    @Query({ schema: pageQuerySchema }) { after, limit }: z.output<typeof pageQuerySchema>,
  ): Promise<z.output<typeof webhookPageSchema>> {
    const found = await this.webhooks.list({ after, limit: limit + 1 });
    const items = found.slice(0, limit);
    const next = found.length > limit ? (items.at(-1)?.id ?? null) : null;
    return { items: items.map(webhookView), next };
  }

  @ApiOperation({ summary: 'Reads a webhook.' })
  @ApiResponse({ status: 200, standardSchema: webhookSchema })
  @Get(':id')
  async show(@Param('id') id: string): Promise<WebhookView> {
    return webhookView(await this.webhooks.get(known(id)));
  }

  @ApiOperation({ summary: 'Makes a webhook; its secret is shown in this answer only.' })
  @ApiResponse({ status: 201, standardSchema: webhookWithSecretSchema })
  @Post()
  async create(
    @Body({ schema: createWebhookSchema }) body: z.output<typeof createWebhookSchema>,
  ): Promise<WebhookWithSecretView> {
    return webhookWithSecretView(await this.webhooks.create(body));
  }

  @ApiOperation({ summary: 'Changes a webhook; enabling it forgets its failures.' })
  @ApiResponse({ status: 200, standardSchema: webhookSchema })
  @Patch(':id')
  async update(
    @Param('id') id: string,
    @Body({ schema: updateWebhookSchema }) body: z.output<typeof updateWebhookSchema>,
  ): Promise<WebhookView> {
    return webhookView(await this.webhooks.update(known(id), body));
  }

  @ApiOperation({ summary: 'Removes a webhook; what waits for it is skipped.' })
  @ApiResponse({ status: 204 })
  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  async remove(@Param('id') id: string): Promise<void> {
    await this.webhooks.remove(known(id));
  }

  @ApiOperation({ summary: 'Makes another secret; both sign for a while.' })
  @ApiResponse({ status: 200, standardSchema: webhookWithSecretSchema })
  @Post(':id/rotate-secret')
  @HttpCode(HttpStatus.OK)
  async rotate(
    @Param('id') id: string,
    @Body({ schema: rotateSecretSchema }) body: z.output<typeof rotateSecretSchema>,
  ): Promise<WebhookWithSecretView> {
    return webhookWithSecretView(
      await this.webhooks.rotateSecret(known(id), body.keep_old_for_hours),
    );
  }

  @ApiOperation({ summary: 'Sends a test message by the ordinary road.' })
  @ApiResponse({ status: 202, standardSchema: testSentSchema })
  @Post(':id/test')
  @HttpCode(HttpStatus.ACCEPTED)
  async test(@Param('id') id: string): Promise<z.output<typeof testSentSchema>> {
    return { delivery_id: await this.webhooks.sendTest(known(id)) };
  }
}

/** @throws WebhookNotFoundError for what no webhook can have as its id */
function known(id: string): string {
  if (!idSchema.safeParse(id).success) throw new WebhookNotFoundError(id);
  return id;
}
