import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { CurrentPrincipal } from '../../../http/access/current-principal.decorator.js';
import { type Principal } from '../../../http/access/principal.interface.js';
import { Route } from '../../../http/records/route.decorator.js';
import { OutboxService } from '../../../platform/outbox/index.js';
import { CommentsService } from '../comments.service.js';
import {
  commentPageSchema,
  commentSchema,
  commentView,
  createCommentSchema,
  listCommentsSchema,
} from '../dto/comment.schemas.js';

/** What people say below a post. */
@ApiTags('blog')
@Controller('posts/:postId/comments')
export class PostCommentsController {
  constructor(
    private readonly comments: CommentsService,
    private readonly outbox: OutboxService,
  ) {}

  @Route('GET', '', {
    does: 'Lists the comments of a post, oldest first.',
    role: 'viewer',
    answers: commentPageSchema,
    refuses: [400, 404],
  })
  async list(
    @Param('postId') postId: string,
    @Query({ schema: listCommentsSchema }) query: z.output<typeof listCommentsSchema>,
  ): Promise<z.output<typeof commentPageSchema>> {
    const feed_position = await this.outbox.feedPosition();
    const page = await this.comments.list(postId, query);
    return { items: page.items.map(commentView), next: page.next, feed_position };
  }

  @Route('POST', '', {
    does: 'Comments on a post.',
    role: 'member',
    answers: commentSchema,
    createdAt: '/comments',
    refuses: [400, 404],
  })
  async create(
    @Param('postId') postId: string,
    @CurrentPrincipal() commenter: Principal,
    @Body({ schema: createCommentSchema }) body: z.output<typeof createCommentSchema>,
  ): Promise<z.output<typeof commentSchema>> {
    return commentView(await this.comments.create(postId, commenter, body.body));
  }
}
