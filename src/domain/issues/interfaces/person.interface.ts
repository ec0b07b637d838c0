/** What issues need to know of a user. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
}

/** Whose words they are: a user's, or those of somebody who has no account here. */
export interface Author {
  /** null for workflows and for people of another system. */
  readonly id: string | null;
  readonly name: string;
}
