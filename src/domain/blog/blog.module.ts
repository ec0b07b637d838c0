import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OutboxService } from '../../platform/outbox/index.js';
import { CommentsService } from './comments.service.js';
import { CommentsController } from './controllers/comments.controller.js';
import { PostCommentsController } from './controllers/post-comments.controller.js';
import { PostsController } from './controllers/posts.controller.js';
import { Comment } from './entities/comment.entity.js';
import { Post } from './entities/post.entity.js';
import { Tag } from './entities/tag.entity.js';
import { PostList } from './post-list.js';
import { PostsService } from './posts.service.js';
import { Restorer } from './restorer.js';
import { TagWords } from './tag-words.js';

/** A blog: the first domain that uses the platform like a customer would. */
@Module({
  imports: [TypeOrmModule.forFeature([Post, Comment, Tag])],
  controllers: [PostsController, PostCommentsController, CommentsController],
  providers: [OutboxService, PostList, PostsService, CommentsService, Restorer, TagWords],
  exports: [PostsService, CommentsService],
})
export class BlogModule {
  /** @param audit the audit module of this application, by which destroyed posts come back */
  static forRoot(audit: DynamicModule): DynamicModule {
    return { module: BlogModule, imports: [audit] };
  }
}
