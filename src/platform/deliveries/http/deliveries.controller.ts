import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { DeliveryManager } from '../managing/delivery-manager.js';
import { DeliveryReader } from '../managing/delivery-reader.js';
import { idSchema, listQuerySchema, skipSchema, toFilter } from './deliveries.schemas.js';
import { DeliveryGate } from './delivery-gate.js';
import {
  attemptView,
  deliveryPageSchema,
  deliverySchema,
  deliveryView,
  deliveryWithAttemptsSchema,
  subscribersSchema,
  subscriberView,
} from './delivery.view.js';

const REFUSED = 'Its state does not allow it; the problem says which would.';

/** What is delivered to whom, and what a person does about one of them. */
@ApiTags('deliveries')
@Controller('deliveries')
export class DeliveriesController {
  constructor(
    private readonly gate: DeliveryGate,
    private readonly reader: DeliveryReader,
    private readonly manager: DeliveryManager,
  ) {}

  @ApiOperation({ summary: 'Lists deliveries, newest first; every filter given must hold.' })
  @ApiResponse({ status: 200, standardSchema: deliveryPageSchema })
  @Get()
  async list(
    @Req() request: unknown,
    @Query({ schema: listQuerySchema }) query: z.output<typeof listQuerySchema>,
  ): Promise<z.output<typeof deliveryPageSchema>> {
    const page = await this.gate.page(request, toFilter(query, query.state), query);
    return { items: page.items.map(deliveryView), next: page.next };
  }

  @ApiOperation({ summary: 'Lists who is delivered to, with what waits and why nothing can go.' })
  @ApiResponse({ status: 200, standardSchema: subscribersSchema })
  @Get('subscribers')
  async subscribers(): Promise<z.output<typeof subscribersSchema>> {
    const items = await this.reader.subscriberStatus();
    return { items: items.map(subscriberView) };
  }

  @ApiOperation({ summary: 'Reads one delivery with all its attempts.' })
  @ApiResponse({ status: 200, standardSchema: deliveryWithAttemptsSchema })
  @Get(':id')
  async show(
    @Req() request: unknown,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<z.output<typeof deliveryWithAttemptsSchema>> {
    const delivery = await this.gate.get(request, id);
    const attempts = await this.reader.attempts(id);
    return { ...deliveryView(delivery), attempts_log: attempts.map(attemptView) };
  }

  @ApiOperation({ summary: 'Delivers again now what is dead, parked, skipped or waiting.' })
  @ApiResponse({ status: 200, standardSchema: deliverySchema })
  @ApiResponse({ status: 409, description: REFUSED })
  @Post(':id/retry')
  @HttpCode(200)
  async retry(
    @Req() request: unknown,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<z.output<typeof deliverySchema>> {
    await this.gate.get(request, id);
    return deliveryView(await this.manager.retry(id));
  }

  @ApiOperation({ summary: 'Gives up what is dead, parked or has not begun.' })
  @ApiResponse({ status: 200, standardSchema: deliverySchema })
  @ApiResponse({ status: 409, description: REFUSED })
  @Post(':id/skip')
  @HttpCode(200)
  async skip(
    @Req() request: unknown,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: skipSchema }) { reason }: z.output<typeof skipSchema>,
  ): Promise<z.output<typeof deliverySchema>> {
    await this.gate.get(request, id);
    return deliveryView(await this.manager.skip(id, reason));
  }
}
