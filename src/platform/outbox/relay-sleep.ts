import type { SessionConnection } from './connection/session-connection.js';
import { RELAY_BELL_SPACE, RELAY_SLEEP_SPACE, RELAY_SPARED_SPACE } from './outbox.constants.js';
import { FALL_ASLEEP, WAKE_UP } from './sql/relay-statements.sql.js';

/** Milliseconds that the relay stays awake after another program's change. */
const ATTENTION = 250;

/**
 * Whether the relay sleeps, told to other programs by a session advisory lock: whoever cannot share it
 * rings. Whoever can holds a share until its transaction ends, so the relay does not fall asleep over a
 * change that nobody will ring for. A lock and not a table: it dies with the session of its relay.
 *
 * While the relay is awake nobody rings at all, and one rings for all that write at the same time:
 * notifying commits queue up behind one lock of the whole server.
 */
export class RelaySleep {
  private asleep = false;
  private attentiveUntil = 0;

  constructor(
    private readonly session: SessionConnection,
    private readonly electorate: number,
  ) {}

  /** Whether whoever changes something from now on rings. */
  get deep(): boolean {
    return this.asleep;
  }

  /** Whether another program's change was seen a moment ago. */
  get attentive(): boolean {
    return performance.now() < this.attentiveUntil;
  }

  /** A fresh session holds no lock. */
  begin(): void {
    this.asleep = false;
    this.attentiveUntil = 0;
  }

  /** Another program writes: spares it the bell for a while. */
  async interrupt(): Promise<void> {
    this.attentiveUntil = performance.now() + ATTENTION;
    if (!this.asleep) return;
    this.asleep = false;
    await this.session.query(WAKE_UP, [RELAY_SLEEP_SPACE, this.electorate]);
  }

  /** False while a program that was spared the bell still writes. Look once more after falling asleep. */
  async fall(): Promise<boolean> {
    const [answer] = await this.session.query<{ asleep: boolean }>(FALL_ASLEEP, [
      RELAY_SLEEP_SPACE,
      this.electorate,
      RELAY_BELL_SPACE,
      RELAY_SPARED_SPACE,
    ]);
    this.asleep = answer?.asleep === true;
    return this.asleep;
  }
}
