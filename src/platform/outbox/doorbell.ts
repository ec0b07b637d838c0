import { Inject, Injectable } from '@nestjs/common';
import type { PubSub } from './interfaces/pub-sub.interface.js';
import { PUB_SUB } from './outbox.constants.js';
import { Listeners } from './pub-sub/listeners.js';

/** Rings from one process to another no more often than this, whatever the write rate. */
const QUIET = 10;

/**
 * Says that something was committed to the outbox. Ring it after COMMIT, never before; a ring too
 * many costs nothing and a forgotten one costs at most the relay's poll interval.
 * @publicApi
 */
@Injectable()
export class Doorbell {
  private answer?: () => boolean;
  private resting?: NodeJS.Timeout;
  private again = false;
  private readonly waiting = new Listeners<[]>();

  constructor(@Inject(PUB_SUB) private readonly pubSub: PubSub) {}

  /** Wakes the relay, in this process when it leads here, else through pub/sub. */
  ring(): void {
    if (this.answer?.()) return;
    if (this.resting) {
      this.again = true;
      return;
    }
    void this.pubSub.ring();
    this.resting = setTimeout(() => {
      this.resting = undefined;
      if (this.again) {
        this.again = false;
        this.ring();
      }
    }, QUIET).unref();
  }

  /**
   * Calls `listener` whenever the relay that leads in this process made deliveries, or was rung for
   * nothing of its own. Returns the way to stop listening.
   */
  onDeliveries(listener: () => void): () => void {
    return this.waiting.add(listener);
  }

  /** @internal */
  tellOfDeliveries(): void {
    this.waiting.tell();
  }

  /** Lets this process's relay answer; it returns false while another process leads. @internal */
  answerWith(answer: () => boolean): void {
    this.answer = answer;
  }
}
