import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { type z } from 'zod';
import { RequireRole } from '../../../http/access/require-role.decorator.js';
import { createUserSchema, listUsersSchema, updateUserSchema } from '../dto/identity.schemas.js';
import { userView, type UserView } from '../dto/user.view.js';
import { UsersService } from '../users.service.js';

/** Who may sign in; for admins. */
@RequireRole('admin')
@Controller('users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get()
  async list(
    @Query({ schema: listUsersSchema }) query: z.output<typeof listUsersSchema>,
  ): Promise<{ items: UserView[]; next: string | null }> {
    const page = await this.users.list(query);
    return { items: page.items.map(userView), next: page.next };
  }

  @Post()
  async create(
    @Body({ schema: createUserSchema }) body: z.output<typeof createUserSchema>,
  ): Promise<UserView> {
    return userView(await this.users.create(body));
  }

  @Patch(':id')
  async update(
    @Param('id') id: string,
    @Body({ schema: updateUserSchema }) body: z.output<typeof updateUserSchema>,
  ): Promise<UserView> {
    return userView(await this.users.update(id, body));
  }
}
