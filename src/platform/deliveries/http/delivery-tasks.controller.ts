import type { ServerResponse } from 'node:http';
import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { DeliveryTask } from '../managing/delivery-task.interface.js';
import { DeliveryTasks } from '../managing/delivery-tasks.js';
import { idSchema, retryManySchema, skipManySchema, toFilter } from './deliveries.schemas.js';
import { taskSchema, tasksSchema, taskView } from './delivery.view.js';

type TaskView = z.output<typeof taskSchema>;

/** What a person does about many deliveries at once. */
@ApiTags('deliveries')
@Controller('deliveries')
export class DeliveryTasksController {
  constructor(private readonly tasks: DeliveryTasks) {}

  @ApiOperation({ summary: 'Delivers again everything that matches, in the background.' })
  @ApiResponse({ status: 202, standardSchema: taskSchema })
  @Post('retry')
  @HttpCode(202)
  async retry(
    @Body({ schema: retryManySchema }) { state, ...filter }: z.output<typeof retryManySchema>,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<TaskView> {
    return accepted(response, await this.tasks.start('retry', toFilter(filter, [state])));
  }

  @ApiOperation({ summary: 'Gives up everything that matches, in the background.' })
  @ApiResponse({ status: 202, standardSchema: taskSchema })
  @Post('skip')
  @HttpCode(202)
  async skip(
    @Body({ schema: skipManySchema }) { state, reason, ...filter }: z.output<typeof skipManySchema>,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<TaskView> {
    return accepted(response, await this.tasks.start('skip', toFilter(filter, [state]), reason));
  }

  @ApiOperation({ summary: 'Lists the last 50 tasks, newest first.' })
  @ApiResponse({ status: 200, standardSchema: tasksSchema })
  @Get('tasks')
  async list(): Promise<z.output<typeof tasksSchema>> {
    return { items: (await this.tasks.latest()).map(taskView) };
  }

  @ApiOperation({ summary: 'Reads how far a task has got.' })
  @ApiResponse({ status: 200, standardSchema: taskSchema })
  @Get('tasks/:id')
  async show(@Param('id', { schema: idSchema }) id: string): Promise<TaskView> {
    return taskView(await this.tasks.get(id));
  }
}

function accepted(response: ServerResponse, task: DeliveryTask): TaskView {
  response.setHeader('Location', `/deliveries/tasks/${task.id}`);
  return taskView(task);
}
