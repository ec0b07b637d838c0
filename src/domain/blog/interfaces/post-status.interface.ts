/** Where a post stands; a label, not a permission: whoever is signed in reads all of them. */
export const POST_STATUSES = ['draft', 'published', 'archived'] as const;

/** One of {@link POST_STATUSES}. */
export type PostStatus = (typeof POST_STATUSES)[number];
