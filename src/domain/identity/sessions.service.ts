import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, type Repository } from 'typeorm';
import { Session } from './entities/session.entity.js';
import { type User } from './entities/user.entity.js';
import { SEEN_RESOLUTION, SESSION_IDLE, SESSION_LIFETIME } from './identity.constants.js';
import { digest, newSecret } from './utils/secret.util.js';

/** Browsers that are signed in. All times are the database's, so processes need not agree on one. */
@Injectable()
export class SessionsService {
  constructor(@InjectRepository(Session) private readonly sessions: Repository<Session>) {}

  /** Starts a session; the secret it returns exists nowhere else. */
  async start(userId: string): Promise<string> {
    await this.sessions.createQueryBuilder().delete().where('expires_at <= now()').execute();
    const secret = newSecret();
    await this.sessions
      .createQueryBuilder()
      .insert()
      .values({
        idHash: digest(secret),
        userId,
        createdAt: () => 'now()',
        lastSeenAt: () => 'now()',
        expiresAt: () => "now() + :lifetime * interval '1 ms'",
      })
      .setParameter('lifetime', SESSION_LIFETIME)
      .execute();
    return secret;
  }

  /** Whose session it is; undefined when it ended, was revoked, or its user was deactivated. */
  async userOf(secret: string): Promise<User | undefined> {
    const session = await this.sessions
      .createQueryBuilder('session')
      .innerJoinAndSelect('session.user', 'user', 'user.active')
      .where('session.idHash = :idHash', { idHash: digest(secret) })
      .andWhere('session.expiresAt > now()')
      .andWhere("session.lastSeenAt > now() - :idle * interval '1 ms'", { idle: SESSION_IDLE })
      .getOne();
    if (session && Date.now() - session.lastSeenAt.getTime() > SEEN_RESOLUTION) {
      await this.touch(session.idHash);
    }
    return session?.user;
  }

  /** Ends one session. */
  async end(secret: string): Promise<void> {
    await this.sessions.delete({ idHash: digest(secret) });
  }

  /** Ends every session of a user, in the transaction that gives the reason for it. */
  async endAll(userId: string, manager: EntityManager): Promise<void> {
    await manager.delete(Session, { userId });
  }

  private async touch(idHash: string): Promise<void> {
    await this.sessions
      .createQueryBuilder()
      .update()
      .set({ lastSeenAt: () => 'now()' })
      .where('id_hash = :idHash', { idHash })
      .andWhere("last_seen_at < now() - :resolution * interval '1 ms'", {
        resolution: SEEN_RESOLUTION,
      })
      .execute();
  }
}
