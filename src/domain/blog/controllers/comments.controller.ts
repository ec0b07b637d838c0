import { Body, Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { CurrentEdit } from '../../../http/records/current-edit.decorator.js';
import { type Edit } from '../../../http/records/edit.interface.js';
import { Route } from '../../../http/records/route.decorator.js';
import { CommentsService } from '../comments.service.js';
import { commentSchema, commentView, updateCommentSchema } from '../dto/comment.schemas.js';
import { restoreSchema } from '../dto/restore.schema.js';

/** Single comments. */
@ApiTags('blog')
@Controller('comments')
export class CommentsController {
  constructor(private readonly comments: CommentsService) {}

  @Route('GET', ':id', {
    does: 'Reads a comment.',
    role: 'viewer',
    answers: commentSchema,
    refuses: [404],
  })
  async show(@Param('id') id: string): Promise<z.output<typeof commentSchema>> {
    return commentView(await this.comments.get(id));
  }

  @Route('PATCH', ':id', {
    does: 'Changes a comment.',
    role: 'member',
    answers: commentSchema,
    refuses: [400, 404, 412],
  })
  async update(
    @Param('id') id: string,
    @CurrentEdit() edit: Edit,
    @Body({ schema: updateCommentSchema }) body: z.output<typeof updateCommentSchema>,
  ): Promise<z.output<typeof commentSchema>> {
    return commentView(await this.comments.update(id, body, edit));
  }

  @Route('DELETE', ':id', { does: 'Destroys a comment.', role: 'member', refuses: [404, 412] })
  async destroy(@Param('id') id: string, @CurrentEdit() edit: Edit): Promise<void> {
    await this.comments.destroy(id, edit);
  }

  @Route('POST', ':id/restore', {
    does: 'Brings a destroyed comment back.',
    role: 'operator',
    answers: commentSchema,
    refuses: [400, 404, 409],
  })
  async restore(
    @Param('id') id: string,
    @Body({ schema: restoreSchema }) body: z.output<typeof restoreSchema>,
  ): Promise<z.output<typeof commentSchema>> {
    return commentView(await this.comments.restore(id, body?.reason));
  }
}
