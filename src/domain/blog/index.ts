export { BlogModule } from './blog.module.js';
export { CommentsService } from './comments.service.js';
export { Comment } from './entities/comment.entity.js';
export { Post } from './entities/post.entity.js';
export { Tag } from './entities/tag.entity.js';
export { PostsService } from './posts.service.js';
