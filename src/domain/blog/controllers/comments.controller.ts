import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  HttpStatus,
  Param,
  Patch,
  Post,
  Res,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';
import { type z } from 'zod';
import { CurrentPrincipal } from '../../../http/access/current-principal.decorator.js';
import { type Principal } from '../../../http/access/principal.interface.js';
import { RequireRole } from '../../../http/access/require-role.decorator.js';
import { Describes } from '../../../http/docs/describes.decorator.js';
import { CommentsService } from '../comments.service.js';
import { commentSchema, commentView, updateCommentSchema } from '../dto/comment.schemas.js';
import { restoreSchema } from '../dto/restore.schema.js';
import { etagOf } from '../utils/if-match.util.js';

/** Single comments. */
@ApiTags('blog')
@Controller('comments')
export class CommentsController {
  constructor(private readonly comments: CommentsService) {}

  @Describes('Reads a comment.', { status: 200, schema: commentSchema }, [401, 404])
  @RequireRole('viewer')
  @Get(':id')
  async show(
    @Param('id') id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<z.output<typeof commentSchema>> {
    const comment = await this.comments.get(id);
    response.setHeader('ETag', etagOf(comment));
    return commentView(comment);
  }

  @Describes(
    'Changes a comment.',
    { status: 200, schema: commentSchema },
    [400, 401, 403, 404, 412],
  )
  @RequireRole('member')
  @Patch(':id')
  async update(
    @Param('id') id: string,
    @CurrentPrincipal() editor: Principal,
    @Headers('if-match') ifMatch: string | undefined,
    @Body({ schema: updateCommentSchema }) body: z.output<typeof updateCommentSchema>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<z.output<typeof commentSchema>> {
    const comment = await this.comments.update(id, body, { editor, ifMatch });
    response.setHeader('ETag', etagOf(comment));
    return commentView(comment);
  }

  @Describes('Destroys a comment.', { status: 204 }, [401, 403, 404, 412])
  @RequireRole('member')
  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  async destroy(
    @Param('id') id: string,
    @CurrentPrincipal() editor: Principal,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    await this.comments.destroy(id, { editor, ifMatch });
  }

  @Describes(
    'Brings a destroyed comment back.',
    { status: 200, schema: commentSchema },
    [400, 401, 403, 404, 409],
  )
  @RequireRole('operator')
  @Post(':id/restore')
  @HttpCode(HttpStatus.OK)
  async restore(
    @Param('id') id: string,
    @Body({ schema: restoreSchema }) body: z.output<typeof restoreSchema>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<z.output<typeof commentSchema>> {
    const comment = await this.comments.restore(id, body?.reason);
    response.setHeader('ETag', etagOf(comment));
    return commentView(comment);
  }
}
