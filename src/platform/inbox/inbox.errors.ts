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

/** Nobody of this name wants events. @publicApi */
export class UnknownInboxError extends InboxError {
  readonly code = 'INBOX_NOT_FOUND';

  constructor(name: string, known: readonly string[]) {
    super(
      `no inbox "${name}" wants events; there are: ${known.join(', ') || 'none'}. Inboxes are known once a process that has them was started.`,
    );
  }
}
