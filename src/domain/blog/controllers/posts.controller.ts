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
  Post as HttpPost,
  Query,
  Res,
} from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';
import { type z } from 'zod';
import { CurrentPrincipal } from '../../../http/access/current-principal.decorator.js';
import { type Principal } from '../../../http/access/principal.interface.js';
import { RequireRole } from '../../../http/access/require-role.decorator.js';
import { Describes } from '../../../http/docs/describes.decorator.js';
import {
  createPostSchema,
  listPostsSchema,
  postPageSchema,
  postSchema,
  updatePostSchema,
} from '../dto/post.schemas.js';
import { type PostPageView, postView, type PostView } from '../dto/post.view.js';
import { restoreSchema } from '../dto/restore.schema.js';
import { type PostFilter, PostList } from '../post-list.js';
import { PostsService } from '../posts.service.js';
import { etagOf } from '../utils/if-match.util.js';

const IF_MATCH = {
  name: 'If-Match',
  required: false,
  description: 'The ETag the change was made against; 412 when the post is another one by now.',
};

/** The posts of the blog. */
@ApiTags('blog')
@Controller('posts')
export class PostsController {
  constructor(
    private readonly posts: PostsService,
    private readonly list: PostList,
  ) {}

  @Describes('Lists posts, newest first.', { status: 200, schema: postPageSchema }, [400, 401])
  @RequireRole('viewer')
  @Get()
  page(@Query({ schema: listPostsSchema }) filter: PostFilter): Promise<PostPageView> {
    return this.list.page(filter);
  }

  @Describes('Reads a post.', { status: 200, schema: postSchema }, [401, 404])
  @RequireRole('viewer')
  @Get(':id')
  async show(
    @Param('id') id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PostView> {
    const post = await this.posts.get(id);
    response.setHeader('ETag', etagOf(post));
    return postView(post);
  }

  @Describes(
    'Writes a post; the caller is its author.',
    { status: 201, schema: postSchema },
    [400, 401, 403],
  )
  @RequireRole('member')
  @HttpPost()
  async create(
    @CurrentPrincipal() author: Principal,
    @Body({ schema: createPostSchema }) body: z.output<typeof createPostSchema>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PostView> {
    const post = await this.posts.create(author, body);
    response.setHeader('ETag', etagOf(post));
    response.setHeader('Location', `/posts/${post.id}`);
    return postView(post);
  }

  @Describes(
    'Changes a post: what the body leaves out stays as it is.',
    { status: 200, schema: postSchema },
    [400, 401, 403, 404, 412],
  )
  @RequireRole('member')
  @ApiHeader(IF_MATCH)
  @Patch(':id')
  async update(
    @Param('id') id: string,
    @CurrentPrincipal() editor: Principal,
    @Headers('if-match') ifMatch: string | undefined,
    @Body({ schema: updatePostSchema }) body: z.output<typeof updatePostSchema>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PostView> {
    const post = await this.posts.update(id, body, { editor, ifMatch });
    response.setHeader('ETag', etagOf(post));
    return postView(post);
  }

  @Describes('Destroys a post with its comments.', { status: 204 }, [401, 403, 404, 412])
  @RequireRole('member')
  @ApiHeader(IF_MATCH)
  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  async destroy(
    @Param('id') id: string,
    @CurrentPrincipal() editor: Principal,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    await this.posts.destroy(id, { editor, ifMatch });
  }

  @Describes(
    'Brings a destroyed post back with its comments and tags.',
    { status: 200, schema: postSchema },
    [400, 401, 403, 404, 409],
  )
  @RequireRole('operator')
  @HttpPost(':id/restore')
  @HttpCode(HttpStatus.OK)
  async restore(
    @Param('id') id: string,
    @Body({ schema: restoreSchema }) body: z.output<typeof restoreSchema>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PostView> {
    const post = await this.posts.restore(id, body?.reason);
    response.setHeader('ETag', etagOf(post));
    return postView(post);
  }
}
