/** Whose words they are: a user's, or those of somebody who has no account here. */
export interface Author {
  /** null for workflows and for people of another system. */
  readonly id: string | null;
  readonly name: string;
}
