import { Inject, Injectable, Logger } from '@nestjs/common';
import { FEED_SETTINGS } from '../feed.module-definition.js';
import type { FeedSettings } from '../feed-settings.js';
import type { FeedConnection } from './feed-connection.js';

const EVERY = 15_000;

/** Asks now and then whether those who are reading still may. */
@Injectable()
export class RightsWatch {
  private readonly logger = new Logger(RightsWatch.name);
  private checkedAt = Date.now();

  constructor(@Inject(FEED_SETTINGS) private readonly settings: FeedSettings) {}

  /** Asks once per grant, however many streams rest on it. */
  async check(
    connections: Iterable<FeedConnection>,
    onRevoked: (connection: FeedConnection) => void,
  ): Promise<void> {
    const { access, heartbeat } = this.settings;
    if (!access.stillValid || Date.now() - this.checkedAt < Math.min(EVERY, heartbeat)) return;
    this.checkedAt = Date.now();
    const answers = new Map<string, boolean>();
    for (const connection of connections) {
      const { grant = '', principal } = connection.viewer;
      const key = JSON.stringify([principal, grant]);
      let valid = answers.get(key);
      if (valid === undefined) {
        valid = await this.ask(connection);
        answers.set(key, valid);
      }
      if (!valid && !connection.closed) onRevoked(connection);
    }
  }

  /** No answer is no revocation: the stream's maximum lifetime stands behind it. */
  private async ask(connection: FeedConnection): Promise<boolean> {
    try {
      return (await this.settings.access.stillValid?.(connection.viewer)) ?? true;
    } catch (error) {
      this.logger.warn(`rights of ${connection.viewer.principal} unknown: ${String(error)}`);
      return true;
    }
  }
}
