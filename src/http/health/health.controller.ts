import { Controller, Get } from '@nestjs/common';

/** Whether the process lives, and whether it can do its work. */
@Controller('health')
export class HealthController {
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }
}
