import { Controller, Get, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../access/public.decorator.js';
import { HealthRegistry } from './health.registry.js';

/** Whether the process lives, and whether it can do its work. */
@ApiTags('operation')
@Public()
@Controller('health')
export class HealthController {
  constructor(private readonly registry: HealthRegistry) {}

  @Get('live')
  @ApiOperation({ summary: 'The process runs; asks nothing else' })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Whether everything that the process needs works; 503 when not' })
  async ready(@Res() response: Response): Promise<void> {
    const report = await this.registry.report();
    response.status(report.status === 'ready' ? 200 : 503).json(report);
  }
}
