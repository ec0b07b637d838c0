import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { CaptureDoctor } from './capture-doctor.js';
import { captureHealthSchema, captureHealthView } from './capture-health.view.js';

/** Whether every change leaves its version, as the doctor sees it. */
@ApiTags('capture')
@Controller('capture')
export class CaptureHealthController {
  constructor(private readonly doctor: CaptureDoctor) {}

  @ApiOperation({
    summary: 'Tells what is wrong with the triggers that record changes, and what to do about it.',
  })
  @ApiResponse({ status: 200, standardSchema: captureHealthSchema })
  @Get('health')
  async health(): Promise<z.output<typeof captureHealthSchema>> {
    return captureHealthView(await this.doctor.examine());
  }
}
