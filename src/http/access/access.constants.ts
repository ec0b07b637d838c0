/** Metadata key of the access decorators; read only by `accessOf`. */
export const ACCESS_METADATA = 'backstory:http:access';

/** Roles in rising order; each may do what those before it may. */
export const ROLES = ['viewer', 'member', 'operator', 'admin'] as const;

/** One of {@link ROLES}. */
export type Role = (typeof ROLES)[number];

/** What an API token may be used for; its rights are its scopes within its owner's role. */
export const SCOPES = ['read', 'write', 'operate', 'admin'] as const;

/** One of {@link SCOPES}. */
export type Scope = (typeof SCOPES)[number];

/** The scope a token needs for what a role is required for. */
export const SCOPE_OF_ROLE: Readonly<Record<Role, Scope>> = {
  viewer: 'read',
  member: 'write',
  operator: 'operate',
  admin: 'admin',
};
