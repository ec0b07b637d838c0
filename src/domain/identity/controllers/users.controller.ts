import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { RequireRole } from '../../../http/access/require-role.decorator.js';
import { Describes } from '../../../http/docs/describes.decorator.js';
import { createUserSchema, listUsersSchema, updateUserSchema } from '../dto/identity.schemas.js';
import { userPageSchema, userSchema, userView, type UserView } from '../dto/user.view.js';
import { UsersService } from '../users.service.js';

/** Who may sign in; for admins. */
@RequireRole('admin')
@ApiTags('identity')
@Controller('users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Describes('Lists users, newest first.', { status: 200, schema: userPageSchema }, [400, 401, 403])
  @Get()
  async list(
    @Query({ schema: listUsersSchema }) query: z.output<typeof listUsersSchema>,
  ): Promise<{ items: UserView[]; next: string | null }> {
    const page = await this.users.list(query);
    return { items: page.items.map(userView), next: page.next };
  }

  @Describes(
    'Adds a user; without a password they sign in by one-time link.',
    { status: 201, schema: userSchema },
    [400, 401, 403, 409],
  )
  @Post()
  async create(
    @Body({ schema: createUserSchema }) body: z.output<typeof createUserSchema>,
  ): Promise<UserView> {
    return userView(await this.users.create(body));
  }

  @Describes(
    'Changes a user; a new password or deactivation ends their sessions.',
    { status: 200, schema: userSchema },
    [400, 401, 403, 404, 409],
  )
  @Patch(':id')
  async update(
    @Param('id') id: string,
    @Body({ schema: updateUserSchema }) body: z.output<typeof updateUserSchema>,
  ): Promise<UserView> {
    return userView(await this.users.update(id, body));
  }
}
