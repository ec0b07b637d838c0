import { Controller, Get, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Registry } from 'prom-client';
import { RequireRole } from '../access/require-role.decorator.js';

/** The process's figures for Prometheus. */
@ApiTags('operation')
@Controller('metrics')
export class MetricsController {
  constructor(private readonly registry: Registry) {}

  @Get()
  @RequireRole('operator')
  @ApiOperation({ summary: 'Figures of this process in the Prometheus text format' })
  async metrics(@Res() response: Response): Promise<void> {
    const text = await this.registry.metrics();
    response.setHeader('Content-Type', this.registry.contentType);
    response.end(text);
  }
}
