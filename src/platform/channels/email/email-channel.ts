import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { DeadDelivery, SkipDelivery } from '../../deliveries/index.js';
import { CHANNELS_MODULE_OPTIONS } from '../channels.module-definition.js';
import type { Channel, ChannelStatus } from '../interfaces/channel-status.interface.js';
import type { ChannelsModuleOptions } from '../interfaces/channels-module-options.interface.js';
import { messageId } from './message-id.util.js';
import { smtpFailure } from './smtp-failure.js';

/** Milliseconds that a silent server is waited for, and that a whole e-mail may take. */
const PATIENCE = 10_000;
const TIME_LIMIT = 30_000;
const CONTROL = /\p{Cc}+/gu;
/** One mailbox and nothing that a server could read as two, or as a command. */
const MAILBOX = /^[^\s<>,;:"()[\]\\@]{1,64}@[^\s<>,;:"()[\]\\@]{1,255}$/u;

/** One e-mail to one person. @publicApi */
export interface Email {
  readonly to: string;
  /** One line; what would end it becomes a space. */
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** Stable over retries; the Message-ID is made of it. */
  readonly idempotencyKey: string;
  readonly replyTo?: string;
  /** E-mails with the same key are one conversation in the reader's mailbox. */
  readonly thread?: string;
  readonly signal?: AbortSignal;
}

/** What the mail server said when it took the message. @publicApi */
export interface EmailReceipt {
  readonly messageId: string;
  readonly response: string;
}

/**
 * Sends e-mail over SMTP. Throws what a delivery understands: skipped when not configured, dead when
 * the server refuses for good, later when it asks for patience.
 * @publicApi
 */
@Injectable()
export class EmailChannel implements Channel, OnApplicationShutdown {
  private transport?: ReturnType<typeof openTransport>;
  private stopped = false;

  constructor(@Inject(CHANNELS_MODULE_OPTIONS) private readonly options: ChannelsModuleOptions) {}

  status(): ChannelStatus {
    const { smtpUrl, from } = this.options.email ?? {};
    if (smtpUrl && from) return { name: 'email', configured: true };
    return {
      name: 'email',
      configured: false,
      reason: smtpUrl ? 'e-mail has no sender address' : 'no mail server is configured',
      remedy:
        this.options.remedies?.email ?? 'Give ChannelsModule `email.smtpUrl` and `email.from`.',
    };
  }

  async send(email: Email): Promise<EmailReceipt> {
    const { smtpUrl, from, timeout = TIME_LIMIT } = this.options.email ?? {};
    if (!smtpUrl || !from) throw new SkipDelivery(this.status().reason ?? 'not configured');
    if (!MAILBOX.test(email.to)) {
      throw new DeadDelivery('the recipient has no usable e-mail address; correct it and retry');
    }
    if (this.stopped) throw new Error('the application stops; the e-mail goes out later');
    this.transport ??= openTransport(smtpUrl);
    const limit = AbortSignal.timeout(timeout);
    try {
      const receipt = await this.transport.sendMail({
        from,
        to: { name: '', address: email.to },
        subject: oneLine(email.subject),
        text: email.text,
        html: email.html,
        replyTo: email.replyTo && oneLine(email.replyTo),
        messageId: messageId(email.idempotencyKey, from),
        references: email.thread && messageId(`thread:${email.thread}`, from),
        headers: { 'Auto-Submitted': 'auto-generated' },
        // Texts come from users: nothing in them may make us read a file or fetch an address.
        disableFileAccess: true,
        disableUrlAccess: true,
        signal: email.signal ? AbortSignal.any([email.signal, limit]) : limit,
      });
      return { messageId: receipt.messageId, response: receipt.response };
    } catch (error) {
      if (limit.aborted) {
        throw new Error(`the mail server did not finish within ${timeout} ms`, { cause: error });
      }
      throw smtpFailure(error);
    }
  }

  /** What is being sent is finished; what waits for a connection goes back to its delivery. */
  onApplicationShutdown(): void {
    this.stopped = true;
    this.transport?.close();
  }
}

function openTransport(url: string) {
  return createTransport({
    url,
    pool: true,
    // A message that broke off is the delivery's to repeat, where it is counted and can be seen.
    maxRequeues: 0,
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    dnsTimeout: PATIENCE,
    socketTimeout: PATIENCE * 2,
  });
}

function oneLine(text: string): string {
  return text.replaceAll(CONTROL, ' ').trim();
}
