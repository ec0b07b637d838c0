export type { FilterKey } from './feed.constants.js';
export {
  FeedError,
  FeedFilterError,
  FeedPolicyError,
  FeedUnavailableError,
} from './feed.errors.js';
export { FeedModule } from './feed.module.js';
export { FeedService } from './feed.service.js';
export type { FeedAccessPolicy, FeedViewer } from './interfaces/feed-access-policy.interface.js';
export type { FeedItem } from './interfaces/feed-item.interface.js';
export type { FeedModuleOptions } from './interfaces/feed-module-options.interface.js';
