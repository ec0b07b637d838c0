/** What a domain needs to know of a user. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
}
