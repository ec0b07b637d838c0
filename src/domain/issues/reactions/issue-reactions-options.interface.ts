/** What the composition root tells the reactions to issues. */
export interface IssueReactionsOptions {
  /** Where people reach the server; links in messages begin with it. */
  readonly publicUrl: string;
}
