/** Base of everything the channels module throws. @publicApi */
export abstract class ChannelsError extends Error {
  abstract readonly code: string;

  override get name(): string {
    return this.constructor.name;
  }
}

/** A URL can never be called, whoever answers there. @publicApi */
export class UrlRefusedError extends ChannelsError {
  readonly code = 'CHANNELS_URL_INVALID';
  readonly field = 'url';
  readonly remedy = 'Send an absolute https:// URL of a public server.';

  constructor(problem: string) {
    super(`the URL ${problem}; send an absolute https:// URL of a public server`);
  }
}

/** A host leads to an address inside; it is not called. @publicApi */
export class AddressRefusedError extends ChannelsError {
  readonly code = 'CHANNELS_ADDRESS_INVALID';
  readonly field = 'url';
  readonly remedy =
    'Name a public server, or have the operator list its range in BACKSTORY_OUTBOUND_ALLOW.';

  constructor(host: string, plain: boolean) {
    super(
      plain
        ? `${host} may not be called by plain HTTP; use https://, or list its range as allowed`
        : `${host} leads to a private, local or reserved address, which is not called`,
    );
  }
}

/** A secret was sealed with a key that this process was not given. @publicApi */
export class SecretKeyMissingError extends ChannelsError {
  readonly code = 'CHANNELS_SECRET_KEY_MISSING';

  constructor(place: string) {
    super(
      `there is no key that opens the secret of ${place}; give the process the key it was sealed with, or make the webhook another secret`,
    );
  }
}

/** A server could not be reached, or broke off. @publicApi */
export class OutboundFailedError extends ChannelsError {
  readonly code = 'CHANNELS_OUTBOUND_UNAVAILABLE';

  constructor(host: string, problem: string, cause?: unknown) {
    super(`${host} gave no answer: ${problem}`, { cause });
  }

  /** Keeps an error that says more than that; a refused address stays refused. */
  static because(host: string, error: unknown): ChannelsError {
    if (error instanceof ChannelsError) return error;
    const { code, message } = error as NodeJS.ErrnoException;
    // A refused connection to several addresses has a code and no message.
    return new OutboundFailedError(host, message || code || 'no reason given', error);
  }
}

/** A server took too long, with or without a word in between. @publicApi */
export class OutboundTimeoutError extends ChannelsError {
  readonly code = 'CHANNELS_OUTBOUND_TIMEOUT';

  constructor(host: string, milliseconds: number) {
    super(`${host} did not finish its answer within ${milliseconds} ms`);
  }
}

/** A notification leads out of the application. @publicApi */
export class InvalidNotificationError extends ChannelsError {
  readonly code = 'CHANNELS_NOTIFICATION_LINK';

  constructor(link: string) {
    super(`the link "${link}" leads out of the application; give a path that begins with one "/"`);
  }
}

/** The person has no such notification. @publicApi */
export class NotificationNotFoundError extends ChannelsError {
  readonly code = 'CHANNELS_NOTIFICATION_NOT_FOUND';

  constructor(id: string) {
    super(`you have no notification ${id}`);
  }
}

/** There is no such webhook endpoint. @publicApi */
export class WebhookNotFoundError extends ChannelsError {
  readonly code = 'CHANNELS_WEBHOOK_NOT_FOUND';

  constructor(id: string) {
    super(`there is no webhook ${id}`);
  }
}

/** A webhook waits for events that never come. @publicApi */
export class UnknownWebhookEventError extends ChannelsError {
  readonly code = 'CHANNELS_WEBHOOK_EVENTS_INVALID';
  readonly errors: readonly { field: string; problem: string; remedy: string }[];

  constructor(
    patterns: readonly string[],
    unknown: readonly number[],
    known: ReadonlyMap<string, readonly string[]>,
  ) {
    super(`nothing is ever called ${unknown.map((index) => patterns[index]).join(', ')}`);
    this.errors = unknown.map((index) => {
      const [itemType = ''] = (patterns[index] ?? '').split('.');
      const actions = known.get(itemType);
      const names = actions ? actions.map((action) => `${itemType}.${action}`) : [...known.keys()];
      return {
        field: `events.${index}`,
        problem: actions ? 'names an action that does not exist' : 'names no type with events',
        remedy: `Send one of ${names.join(', ') || '*'}${actions ? '' : ' with an action or .*'}.`,
      };
    });
  }
}

/** What was asked for cannot be done to a webhook as it is. @publicApi */
export class WebhookStateError extends ChannelsError {
  readonly code = 'CHANNELS_WEBHOOK_CONFLICT';
}
