import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';
import { type z } from 'zod';
import { CurrentPrincipal } from '../../../http/access/current-principal.decorator.js';
import { type Principal } from '../../../http/access/principal.interface.js';
import { RequireRole } from '../../../http/access/require-role.decorator.js';
import { Describes } from '../../../http/docs/describes.decorator.js';
import { OutboxService } from '../../../platform/outbox/index.js';
import { CommentsService } from '../comments.service.js';
import {
  commentPageSchema,
  commentSchema,
  commentView,
  createCommentSchema,
  listCommentsSchema,
} from '../dto/comment.schemas.js';
import { etagOf } from '../utils/if-match.util.js';

/** What people say below a post. */
@ApiTags('blog')
@Controller('posts/:postId/comments')
export class PostCommentsController {
  constructor(
    private readonly comments: CommentsService,
    private readonly outbox: OutboxService,
  ) {}

  @Describes(
    'Lists the comments of a post, oldest first.',
    { status: 200, schema: commentPageSchema },
    [400, 401, 404],
  )
  @RequireRole('viewer')
  @Get()
  async list(
    @Param('postId') postId: string,
    @Query({ schema: listCommentsSchema }) query: z.output<typeof listCommentsSchema>,
  ): Promise<z.output<typeof commentPageSchema>> {
    const feed_position = await this.outbox.feedPosition();
    const page = await this.comments.list(postId, query);
    return { items: page.items.map(commentView), next: page.next, feed_position };
  }

  @Describes('Comments on a post.', { status: 201, schema: commentSchema }, [400, 401, 403, 404])
  @RequireRole('member')
  @Post()
  async create(
    @Param('postId') postId: string,
    @CurrentPrincipal() commenter: Principal,
    @Body({ schema: createCommentSchema }) body: z.output<typeof createCommentSchema>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<z.output<typeof commentSchema>> {
    const comment = await this.comments.create(postId, commenter, body.body);
    response.setHeader('ETag', etagOf(comment));
    response.setHeader('Location', `/comments/${comment.id}`);
    return commentView(comment);
  }
}
