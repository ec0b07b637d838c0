import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, type Repository } from 'typeorm';
import { allows } from '../../http/access/allows.util.js';
import { SCOPE_OF_ROLE, ROLES, type Scope } from '../../http/access/access.constants.js';
import { type Principal } from '../../http/access/principal.interface.js';
import { isRecordId } from '../../http/schemas/is-record-id.util.js';
import { ApiToken } from './entities/api-token.entity.js';
import { SEEN_RESOLUTION, TOKEN_PREFIX } from './identity.constants.js';
import { ScopeBeyondRoleError, TokenNotFoundError } from './identity.errors.js';
import { digest, newSecret } from './utils/secret.util.js';

/** What somebody wants a new token to be. */
export interface TokenRequest {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expires_in_days: number;
}

const DAY = 86_400_000;

/** Keys for programs. */
@Injectable()
export class ApiTokensService {
  constructor(@InjectRepository(ApiToken) private readonly tokens: Repository<ApiToken>) {}

  /** Makes a token; its secret is returned here once and kept nowhere. */
  async create(
    owner: Principal,
    request: TokenRequest,
  ): Promise<{ token: ApiToken; secret: string }> {
    for (const scope of request.scopes) {
      if (!ROLES.some((role) => SCOPE_OF_ROLE[role] === scope && allows(owner, role, scope))) {
        throw new ScopeBeyondRoleError(scope, owner.role);
      }
    }
    const secret = newSecret(TOKEN_PREFIX);
    const token = await this.tokens.save(
      this.tokens.create({
        userId: owner.id,
        name: request.name,
        tokenHash: digest(secret),
        scopes: [...new Set(request.scopes)],
        expiresAt: new Date(Date.now() + request.expires_in_days * DAY),
      }),
    );
    return { token: await this.findOwn(owner.id, token.id), secret };
  }

  /** The owner's tokens that are not revoked, newest first. */
  async listOwn(userId: string): Promise<ApiToken[]> {
    return this.tokens.find({ where: { userId, revokedAt: IsNull() }, order: { id: 'DESC' } });
  }

  /** Revokes one of the owner's tokens for good. */
  async revoke(userId: string, id: string): Promise<void> {
    const token = await this.findOwn(userId, id);
    await this.tokens.update({ id: token.id, revokedAt: IsNull() }, { revokedAt: new Date() });
  }

  /** The token with this secret and its owner; undefined when it is of no use any more. */
  async find(secret: string): Promise<ApiToken | undefined> {
    if (!secret.startsWith(TOKEN_PREFIX)) {
      return undefined;
    }
    const token = await this.tokens
      .createQueryBuilder('token')
      .innerJoinAndSelect('token.user', 'user', 'user.active')
      .where('token.tokenHash = :tokenHash', { tokenHash: digest(secret) })
      .andWhere('token.revokedAt IS NULL')
      .andWhere('token.expiresAt > now()')
      .getOne();
    if (token && Date.now() - (token.lastUsedAt?.getTime() ?? 0) > SEEN_RESOLUTION) {
      await this.tokens.update(token.id, { lastUsedAt: new Date() });
    }
    return token ?? undefined;
  }

  private async findOwn(userId: string, id: string): Promise<ApiToken> {
    const token =
      isRecordId(id) && (await this.tokens.findOneBy({ id, userId, revokedAt: IsNull() }));
    if (!token) {
      throw new TokenNotFoundError(id);
    }
    return token;
  }
}
