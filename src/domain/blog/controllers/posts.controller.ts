import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { CurrentPrincipal } from '../../../http/access/current-principal.decorator.js';
import { type Principal } from '../../../http/access/principal.interface.js';
import { CurrentEdit } from '../../../http/records/current-edit.decorator.js';
import { type Edit } from '../../../http/records/edit.interface.js';
import { Route } from '../../../http/records/route.decorator.js';
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

/** The posts of the blog. */
@ApiTags('blog')
@Controller('posts')
export class PostsController {
  constructor(
    private readonly posts: PostsService,
    private readonly list: PostList,
  ) {}

  @Route('GET', '', {
    does: 'Lists posts, newest first.',
    role: 'viewer',
    answers: postPageSchema,
    refuses: [400],
  })
  page(@Query({ schema: listPostsSchema }) filter: PostFilter): Promise<PostPageView> {
    return this.list.page(filter);
  }

  @Route('GET', ':id', {
    does: 'Reads a post.',
    role: 'viewer',
    answers: postSchema,
    refuses: [404],
  })
  async show(@Param('id') id: string): Promise<PostView> {
    return postView(await this.posts.get(id));
  }

  @Route('POST', '', {
    does: 'Writes a post; the caller is its author.',
    role: 'member',
    answers: postSchema,
    createdAt: '/posts',
    refuses: [400],
  })
  async create(
    @CurrentPrincipal() author: Principal,
    @Body({ schema: createPostSchema }) body: z.output<typeof createPostSchema>,
  ): Promise<PostView> {
    return postView(await this.posts.create(author, body));
  }

  @Route('PATCH', ':id', {
    does: 'Changes a post: what the body leaves out stays as it is.',
    role: 'member',
    answers: postSchema,
    refuses: [400, 404, 412],
  })
  async update(
    @Param('id') id: string,
    @CurrentEdit() edit: Edit,
    @Body({ schema: updatePostSchema }) body: z.output<typeof updatePostSchema>,
  ): Promise<PostView> {
    return postView(await this.posts.update(id, body, edit));
  }

  @Route('DELETE', ':id', {
    does: 'Destroys a post with its comments.',
    role: 'member',
    refuses: [404, 412],
  })
  async destroy(@Param('id') id: string, @CurrentEdit() edit: Edit): Promise<void> {
    await this.posts.destroy(id, edit);
  }

  @Route('POST', ':id/restore', {
    does: 'Brings a destroyed post back with its comments and tags.',
    role: 'operator',
    answers: postSchema,
    refuses: [400, 404, 409],
  })
  async restore(
    @Param('id') id: string,
    @Body({ schema: restoreSchema }) body: z.output<typeof restoreSchema>,
  ): Promise<PostView> {
    return postView(await this.posts.restore(id, body?.reason));
  }
}
