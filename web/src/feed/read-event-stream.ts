import { createParser, type EventSourceMessage } from 'eventsource-parser';

interface StreamHandlers {
  /** Every chunk, comments included: proof that the link is alive. */
  onActivity: () => void;
  onMessage: (message: EventSourceMessage) => void;
  /** All messages of a chunk were handed over. */
  onChunkEnd: () => void;
  onRetry: (ms: number) => void;
}

/** Reads a `text/event-stream` body to its end. */
export async function readEventStream(
  body: ReadableStream<Uint8Array>,
  handlers: StreamHandlers,
): Promise<void> {
  const parser = createParser({ onEvent: handlers.onMessage, onRetry: handlers.onRetry });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    handlers.onActivity();
    parser.feed(decoder.decode(value, { stream: true }));
    handlers.onChunkEnd();
  }
}
