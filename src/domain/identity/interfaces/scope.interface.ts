/** What an API token may be used for; a token's rights are its scopes within its owner's role. */
export const SCOPES = ['read', 'write', 'operate', 'admin'] as const;

/** One of {@link SCOPES}. */
export type Scope = (typeof SCOPES)[number];
