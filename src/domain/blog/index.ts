export { Comment } from './entities/comment.entity.js';
export { Post } from './entities/post.entity.js';
export { Tag } from './entities/tag.entity.js';
