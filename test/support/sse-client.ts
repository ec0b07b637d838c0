import { get, type ClientRequest, type IncomingMessage } from 'node:http';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { eventually } from './eventually.js';

export interface SseClientOptions {
  lastEventId?: string;
  headers?: Record<string, string>;
}

/** One connection to a stream; reads frame by frame as a browser does, and never reconnects. */
export class SseClient {
  readonly messages: EventSourceMessage[] = [];
  readonly comments: string[] = [];
  retry?: number;
  status = 0;
  headers: IncomingMessage['headers'] = {};
  /** Everything received, for tests that look at the wire. */
  raw = '';
  ended = false;
  lastEventId?: string;
  private readonly request: ClientRequest;
  private response?: IncomingMessage;

  constructor(url: string, { lastEventId, headers = {} }: SseClientOptions = {}) {
    this.lastEventId = lastEventId;
    const parser = createParser({
      onEvent: (message) => {
        if (message.id !== undefined) this.lastEventId = message.id;
        this.messages.push(message);
      },
      onRetry: (retry) => (this.retry = retry),
      onComment: (comment) => this.comments.push(comment),
    });
    const sent: Record<string, string> = { accept: 'text/event-stream', ...headers };
    if (lastEventId !== undefined) sent['last-event-id'] = lastEventId;
    this.request = get(url, { headers: sent, agent: false }, (response) => {
      this.response = response;
      this.status = response.statusCode ?? 0;
      this.headers = response.headers;
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        this.raw += text;
        parser.feed(text);
      });
      response.on('error', () => undefined);
      response.on('close', () => (this.ended = true));
    });
    this.request.on('error', () => (this.ended = true));
  }

  /** Data events (unnamed or by `?named=1`), parsed. */
  get entries(): FeedMessage[] {
    return this.messages.filter((message) => !isControl(message)).map(parse);
  }

  get positions(): number[] {
    return this.entries.map((entry) => Number(entry.position));
  }

  /** Ids of the versions or events that arrived. */
  get ids(): string[] {
    return this.entries.map((entry) => entry.id);
  }

  /** The payloads of one control event. */
  control(name: string): Record<string, unknown>[] {
    return this.messages
      .filter((message) => message.event === name)
      .map((message) => JSON.parse(message.data) as Record<string, unknown>);
  }

  /** Resolves once the server said where the stream starts. */
  async ready(): Promise<this> {
    await eventually(() => this.control('ready').length > 0, { within: 10_000, every: 5 });
    return this;
  }

  /** Takes nothing more from the socket. */
  pause(): void {
    this.response?.pause();
  }

  resume(): void {
    this.response?.resume();
  }

  close(): void {
    this.request.destroy();
    this.response?.destroy();
  }
}

/** The payload of a data event. */
export interface FeedMessage {
  position: string;
  kind: string;
  id: string;
  item_type: string;
  item_id: string;
  event: string;
  actor: string | null;
  summary: Record<string, unknown> | null;
  [key: string]: unknown;
}

const CONTROL = new Set(['ready', 'checkpoint', 'reset', 'goodbye']);

function isControl(message: EventSourceMessage): boolean {
  return message.event !== undefined && CONTROL.has(message.event);
}

function parse(message: EventSourceMessage): FeedMessage {
  return JSON.parse(message.data) as FeedMessage;
}
