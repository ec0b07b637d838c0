import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { currentContext } from '../../correlation/index.js';
import { InvalidNotificationError, NotificationNotFoundError } from '../channels.errors.js';
import type { Channel, ChannelStatus } from '../interfaces/channel-status.interface.js';
import {
  COUNT_UNREAD,
  FIND_BY_KEY,
  FIND_OWN,
  LIST,
  MARK_ALL_READ,
  MARK_READ,
  NOTIFY,
  TRIM_READ,
} from '../sql/notifications.sql.js';
import { toNotification, type NotificationRow } from './notification-row.js';
import type { NewNotification, Notification, NotificationPage } from './notification.interface.js';

/** The bell shows no more than this, so nothing further is counted. */
const MOST_COUNTED = 1_000;
const TRIM_PAGE = 5_000;
const LONGEST_TITLE = 300;
const LONGEST_BODY = 2_000;
/** Within the application: `//host` and `/\host` would lead a browser out of it. */
const INTERNAL = /^\/(?![/\\])/;

/** What was made of a request to notify. @publicApi */
export interface Notified {
  readonly id: string;
  /** False when the key was known already. */
  readonly created: boolean;
}

/** Tells people in the application what happened, once, and knows what they have read. @publicApi */
@Injectable()
export class AppNotifications implements Channel {
  constructor(private readonly dataSource: DataSource) {}

  status(): ChannelStatus {
    return { name: 'notifications', configured: true };
  }

  /**
   * Notifies somebody in the caller's transaction: it is shown when and only when that commits.
   * @throws InvalidNotificationError for a link that leads out of the application
   */
  async notify(manager: EntityManager, notification: NewNotification): Promise<Notified> {
    const { userId, kind, title, body, link, item, actor, idempotencyKey } = notification;
    if (link !== undefined && !INTERNAL.test(link)) throw new InvalidNotificationError(link);
    const context = currentContext();
    const [made] = await manager.query<{ id: string }[]>(NOTIFY, [
      userId,
      kind,
      shortened(title, LONGEST_TITLE),
      body === undefined ? null : shortened(body, LONGEST_BODY),
      link ?? null,
      item?.type ?? null,
      item?.id ?? null,
      actor ?? context?.actor?.id ?? null,
      context?.correlationId ?? null,
      context?.causationId ?? null,
      idempotencyKey,
      actor === undefined ? (context?.actor?.type ?? null) : 'user',
    ]);
    if (made) return { id: made.id, created: true };
    const [known] = await manager.query<{ id: string }[]>(FIND_BY_KEY, [idempotencyKey]);
    return { id: known?.id ?? '', created: false };
  }

  /** A page of somebody's notifications, newest first. */
  async list(
    userId: string,
    { unread = false, after, limit }: NotificationPage,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<Notification[]> {
    const rows = await manager.query<NotificationRow[]>(LIST, [
      userId,
      after ?? null,
      unread,
      limit,
    ]);
    return rows.map(toNotification);
  }

  /** How many somebody has not read; 1000 means at least that many. */
  async unreadCount(
    userId: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<number> {
    const [row] = await manager.query<{ unread: number }[]>(COUNT_UNREAD, [userId, MOST_COUNTED]);
    return row?.unread ?? 0;
  }

  /**
   * Marks one as read; again changes nothing.
   * @throws NotificationNotFoundError when the person has no such notification
   */
  async markRead(userId: string, id: string): Promise<Notification> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(MARK_READ, [userId, id, ...doing()]);
      const [row] = await manager.query<NotificationRow[]>(FIND_OWN, [userId, id]);
      if (!row) throw new NotificationNotFoundError(id);
      return toNotification(row);
    });
  }

  /**
   * Marks all as read up to the newest one that the person saw, so that one which came meanwhile
   * stays unread.
   * @returns how many were marked
   */
  async markAllRead(userId: string, until?: string): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const [row] = await manager.query<{ marked: number }[]>(MARK_ALL_READ, [
        userId,
        until ?? null,
        ...doing(),
      ]);
      return row?.marked ?? 0;
    });
  }

  /**
   * Deletes what was read longer than `age` milliseconds ago; schedule it, hourly will do. What nobody
   * has read stays.
   * @returns how many went
   */
  async trim(age: number): Promise<number> {
    for (let total = 0; ;) {
      const [page] = await this.dataSource.query<[{ deleted: number }]>(TRIM_READ, [
        age,
        TRIM_PAGE,
      ]);
      total += page.deleted;
      if (page.deleted < TRIM_PAGE) return total;
    }
  }
}

/** Who does it and why, for the feed. */
function doing(): (string | null)[] {
  const context = currentContext();
  return [
    context?.actor?.id ?? null,
    context?.actor?.type ?? null,
    context?.correlationId ?? null,
    context?.causationId ?? null,
  ];
}

function shortened(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text;
}
