import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { QueueBoard } from './queue-board.js';
import { QueueBoardController } from './queue-board.controller.js';

/** bull-board under `/admin/queues`, for admins. */
@Module({
  imports: [DiscoveryModule],
  controllers: [QueueBoardController],
  providers: [QueueBoard],
})
export class QueueBoardModule {}
