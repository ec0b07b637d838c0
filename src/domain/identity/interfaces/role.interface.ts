/** Roles in rising order; each may do what those before it may. */
export const ROLES = ['viewer', 'member', 'operator', 'admin'] as const;

/** One of {@link ROLES}. */
export type Role = (typeof ROLES)[number];
