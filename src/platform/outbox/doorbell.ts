import { Inject, Injectable } from '@nestjs/common';
import type { PubSub } from './interfaces/pub-sub.interface.js';
import { PUB_SUB } from './outbox.constants.js';

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

  /** Lets this process's relay answer; it returns false while another process leads. @internal */
  answerWith(answer: () => boolean): void {
    this.answer = answer;
  }
}
