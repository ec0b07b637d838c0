import { Inject, Injectable } from '@nestjs/common';
import { FEED_SETTINGS } from '../feed.module-definition.js';
import { FeedPolicyError } from '../feed.errors.js';
import type { FeedSettings } from '../feed-settings.js';
import type { FeedAccessPolicy, FeedViewer } from '../interfaces/feed-access-policy.interface.js';
import type { FramedEntry } from '../wire/framed-entry.js';

const TIME_LIMIT = 5_000;

/** Asks the application's policy once per entry and class of viewer. */
@Injectable()
export class AccessGate {
  private readonly policy: FeedAccessPolicy;

  constructor(@Inject(FEED_SETTINGS) settings: FeedSettings) {
    this.policy = settings.access;
  }

  /** Makes sure that the entry is decided for the viewer's class; a promise only when it must ask. */
  decide(entry: FramedEntry, viewer: FeedViewer): Promise<void> | undefined {
    if (entry.decisions.has(viewer.visibility)) return undefined;
    try {
      this.recipientOf(entry);
      const answer = this.policy.canRead(viewer, entry.item);
      if (typeof answer === 'boolean') {
        entry.decisions.set(viewer.visibility, answer);
        return undefined;
      }
      return this.wait(entry, viewer, answer);
    } catch (error) {
      return Promise.reject(new FeedPolicyError(entry.item.position, error));
    }
  }

  /** The one principal whom the entry is for, if it is for one. */
  recipientOf(entry: FramedEntry): string | undefined {
    if (entry.recipient === undefined) {
      entry.recipient = this.policy.recipient?.(entry.item) ?? null;
    }
    return entry.recipient ?? undefined;
  }

  /** Whether the viewer's class may be shown the decided entry; nothing undecided ever is. */
  permitsClass(entry: FramedEntry, { visibility }: FeedViewer): boolean {
    return entry.decisions.get(visibility) === true;
  }

  /** Whether this very viewer may be shown it. */
  permits(entry: FramedEntry, viewer: FeedViewer): boolean {
    const recipient = this.recipientOf(entry);
    return (
      (recipient === undefined || recipient === viewer.principal) &&
      this.permitsClass(entry, viewer)
    );
  }

  /** The entries of a page that a viewer may see. */
  async permitted(entries: FramedEntry[], viewer: FeedViewer): Promise<FramedEntry[]> {
    const questions = entries.flatMap((entry) => this.decide(entry, viewer) ?? []);
    if (questions.length > 0) await Promise.all(questions);
    return entries.filter((entry) => this.permits(entry, viewer));
  }

  private async wait(
    entry: FramedEntry,
    viewer: FeedViewer,
    answer: Promise<boolean>,
  ): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer in ${TIME_LIMIT} ms`)), TIME_LIMIT);
    });
    try {
      entry.decisions.set(viewer.visibility, await Promise.race([answer, limit]));
    } catch (error) {
      throw new FeedPolicyError(entry.item.position, error);
    } finally {
      clearTimeout(timer);
    }
  }
}
