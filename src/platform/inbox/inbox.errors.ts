/** Base of everything the inbox module throws. @publicApi */
export abstract class InboxError extends Error {
  abstract readonly code: string;

  override get name(): string {
    return this.constructor.name;
  }
}

/** An inbox is declared in a way that cannot be meant; the application does not start. @publicApi */
export class InboxDeclarationError extends InboxError {
  readonly code = 'INBOX_DECLARATION';

  constructor(inbox: string, problem: string) {
    super(`the inbox ${inbox} ${problem}`);
  }
}
