import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type Repository } from 'typeorm';
import { SignInLink } from './entities/sign-in-link.entity.js';
import { User } from './entities/user.entity.js';
import { SIGN_IN_LINK_LIFETIME } from './identity.constants.js';
import { SignInLinkInvalidError } from './identity.errors.js';
import { digest, newSecret } from './utils/secret.util.js';

/** One-time ways in. */
@Injectable()
export class SignInLinksService {
  constructor(
    @InjectRepository(SignInLink) private readonly links: Repository<SignInLink>,
    @InjectRepository(User) private readonly users: Repository<User>,
  ) {}

  /** Makes a link's secret for this user; older links of the user stay good until they end. */
  async issue(userId: string): Promise<string> {
    await this.links.createQueryBuilder().delete().where('expires_at <= now()').execute();
    const secret = newSecret();
    await this.links
      .createQueryBuilder()
      .insert()
      .values({
        linkHash: digest(secret),
        userId,
        expiresAt: () => "now() + :lifetime * interval '1 ms'",
      })
      .setParameter('lifetime', SIGN_IN_LINK_LIFETIME)
      .execute();
    return secret;
  }

  /**
   * Uses a link up. Deleting the row is the use: of any number of parallel requests one gets it back.
   * @throws SignInLinkInvalidError when it was used, is too old, or its user is inactive
   */
  async redeem(secret: string): Promise<User> {
    const { raw } = await this.links
      .createQueryBuilder()
      .delete()
      .where('link_hash = :linkHash', { linkHash: digest(secret) })
      .andWhere('expires_at > now()')
      .returning('user_id')
      .execute();
    const [link] = raw as { user_id: string }[];
    const user = link && (await this.users.findOneBy({ id: link.user_id, active: true }));
    if (!user) {
      throw new SignInLinkInvalidError();
    }
    return user;
  }
}
