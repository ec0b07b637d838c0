/** Base of everything the sync module throws. @publicApi */
export abstract class SyncError extends Error {
  abstract readonly code: string;

  override get name(): string {
    return this.constructor.name;
  }
}

/** What the entities or the options declare cannot work; refuses the boot. @publicApi */
export class SyncDeclarationError extends SyncError {
  readonly code = 'SYNC_DECLARATION';
}

/** No such peer is configured. @publicApi */
export class PeerNotFoundError extends SyncError {
  readonly code = 'SYNC_PEER_NOT_FOUND';

  constructor(name: string, known: readonly string[]) {
    super(`there is no peer "${name}"; known are: ${known.join(', ') || 'none'}`);
  }
}

/** The peer opens the connections; nothing can be sent to it or asked of it. @publicApi */
export class PeerWithoutUrlError extends SyncError {
  readonly code = 'SYNC_PEER_CONFLICT';

  constructor(name: string) {
    super(`peer "${name}" has no URL: it opens the connections, wait for it to call`);
  }
}

/** The peer could not be asked, or did not answer as the protocol has it. @publicApi */
export class ExchangeFailedError extends SyncError {
  readonly code = 'SYNC_PEER_UNAVAILABLE';

  constructor(peer: string, problem: string, cause?: unknown) {
    super(`${peer}: ${problem}`, { cause });
  }
}

/** Records of this type are not exchanged. @publicApi */
export class RecordNotSharedError extends SyncError {
  readonly code = 'SYNC_RECORD_NOT_FOUND';

  constructor(itemType: string, shared: readonly string[]) {
    super(
      `records of "${itemType}" are not kept together with others; these are: ${shared.join(', ') || 'none'}`,
    );
  }
}

/** There is no such message. @publicApi */
export class MessageNotFoundError extends SyncError {
  readonly code = 'SYNC_MESSAGE_NOT_FOUND';

  constructor(direction: string, seq: string) {
    super(`there is no ${direction} message ${seq}`);
  }
}

/** The message is in no state for that. @publicApi */
export class MessageStateError extends SyncError {
  readonly code = 'SYNC_MESSAGE_CONFLICT';
}

/** A message cannot be applied as it is; what it says may change by a retry later. @internal */
export class UnappliableMessageError extends SyncError {
  readonly code = 'SYNC_MESSAGE_UNAPPLIABLE';
}

/** A message id came again with another content. @internal */
export class MessageReusedError extends SyncError {
  readonly code = 'SYNC_MESSAGE_REUSED';

  constructor(peer: string, id: string) {
    super(`${peer} sent message ${id} again with another content; the first one stays`);
  }
}
