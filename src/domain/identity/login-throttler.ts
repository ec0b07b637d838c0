import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type Repository } from 'typeorm';
import { LoginThrottle } from './entities/login-throttle.entity.js';
import {
  LOGIN_TRIES_PER_ACCOUNT,
  LOGIN_TRIES_PER_ADDRESS,
  LOGIN_WINDOW_SECONDS,
} from './identity.constants.js';
import { LoginThrottledError } from './identity.errors.js';
import { networkOf } from './utils/network-of.util.js';

/**
 * Limits how many passwords can be tried. A try is counted before the password is looked at, in one
 * statement per key, so parallel tries in any number of processes share one budget.
 */
@Injectable()
export class LoginThrottler {
  constructor(
    @InjectRepository(LoginThrottle) private readonly throttles: Repository<LoginThrottle>,
  ) {}

  /**
   * Takes one try of both budgets; the address first, so that one that is cut off cannot lock
   * other people's accounts too.
   * @throws LoginThrottledError when either is used up
   */
  async take(name: string, address: string): Promise<void> {
    await this.count(addressKey(address), LOGIN_TRIES_PER_ADDRESS);
    await this.count(accountKey(name), LOGIN_TRIES_PER_ACCOUNT);
  }

  /** Gives the tries back after the right password. */
  async giveBack(name: string, address: string): Promise<void> {
    await this.throttles.delete({ keyDigest: accountKey(name) });
    await this.throttles
      .createQueryBuilder()
      .update()
      .set({ attempts: () => 'greatest(attempts - 1, 0)' })
      .where('key_digest = :key', { key: addressKey(address) })
      .execute();
  }

  private async count(key: string, most: number): Promise<void> {
    await this.refuseBlocked(key, most);
    const [row] = await this.throttles.query<{ attempts: number; seconds: number }[]>(
      `INSERT INTO login_throttles AS throttle (key_digest, attempts, window_ends_at)
       VALUES ($1, 1, now() + $2 * interval '1 s')
       ON CONFLICT (key_digest) DO UPDATE SET
         attempts = CASE WHEN throttle.window_ends_at <= now() THEN 1
           ELSE least(throttle.attempts + 1, 1000000) END,
         window_ends_at = CASE WHEN throttle.window_ends_at <= now() THEN excluded.window_ends_at
           ELSE throttle.window_ends_at END
       RETURNING attempts, greatest(ceil(extract(epoch FROM window_ends_at - now())), 1)::int AS seconds`,
      [key, LOGIN_WINDOW_SECONDS],
    );
    if (row && row.attempts > most) {
      throw new LoginThrottledError(row.seconds);
    }
    if (row?.attempts === 1) {
      await this.throttles.createQueryBuilder().delete().where('window_ends_at <= now()').execute();
    }
  }

  /** A look without a lock: who keeps knocking at a shut door neither writes nor waits. */
  private async refuseBlocked(key: string, most: number): Promise<void> {
    const [row] = await this.throttles.query<{ seconds: number }[]>(
      `SELECT greatest(ceil(extract(epoch FROM window_ends_at - now())), 1)::int AS seconds
       FROM login_throttles WHERE key_digest = $1 AND attempts >= $2 AND window_ends_at > now()`,
      [key, most],
    );
    if (row) {
      throw new LoginThrottledError(row.seconds);
    }
  }
}

function accountKey(name: string): string {
  return keyDigest(`account ${name.toLowerCase()}`);
}

function addressKey(address: string): string {
  return keyDigest(`address ${networkOf(address)}`);
}

function keyDigest(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
