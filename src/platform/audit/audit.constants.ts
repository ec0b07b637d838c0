/** Metadata key of `@Audited`; read only by the policy builder. */
export const AUDITED_METADATA = 'backstory:audit:audited';
