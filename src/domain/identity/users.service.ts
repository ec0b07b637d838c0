import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, LessThan, QueryFailedError } from 'typeorm';
import { type Role } from '../../http/access/access.constants.js';
import { decodeCursor, encodeCursor } from '../../http/pagination/cursor.js';
import { isRecordId } from '../../http/schemas/is-record-id.util.js';
import { SignInLink } from './entities/sign-in-link.entity.js';
import { User } from './entities/user.entity.js';
import { LastAdminError, NameTakenError, UserNotFoundError } from './identity.errors.js';
import { PasswordHasher } from './password-hasher.js';
import { SessionsService } from './sessions.service.js';

/** What a new user needs. */
export interface NewUser {
  readonly name: string;
  readonly display_name: string;
  readonly role: Role;
  readonly email?: string | null;
  readonly password?: string;
}

/** What can change about a user; the name cannot. */
export interface UserChanges {
  readonly display_name?: string;
  readonly role?: Role;
  readonly email?: string | null;
  readonly active?: boolean;
  readonly password?: string;
}

const LIST = 'users';
const UNIQUE_VIOLATION = '23505';

/** The people who can sign in. */
@Injectable()
export class UsersService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly passwords: PasswordHasher,
    private readonly sessions: SessionsService,
  ) {}

  /** One page of users, newest first. */
  async list(page: {
    after?: string;
    limit: number;
  }): Promise<{ items: User[]; next: string | null }> {
    const items = await this.dataSource.getRepository(User).find({
      where: page.after === undefined ? {} : { id: LessThan(decodeCursor(LIST, page.after)) },
      order: { id: 'DESC' },
      take: page.limit + 1,
    });
    const last = items.length > page.limit ? items[page.limit - 1] : undefined;
    return {
      items: items.slice(0, page.limit),
      next: last ? encodeCursor(LIST, last.id) : null,
    };
  }

  /** @throws NameTakenError when the handle belongs to somebody, active or not */
  async create(user: NewUser): Promise<User> {
    const passwordHash = user.password ? await this.passwords.hash(user.password) : null;
    const row = {
      name: user.name,
      displayName: user.display_name,
      role: user.role,
      email: user.email ?? null,
      passwordHash,
    };
    const users = this.dataSource.getRepository(User);
    try {
      const { id } = await users.save(users.create(row));
      return await users.findOneByOrFail({ id });
    } catch (error) {
      if (error instanceof QueryFailedError && error.driverError.code === UNIQUE_VIOLATION) {
        throw new NameTakenError(user.name);
      }
      throw error;
    }
  }

  /**
   * Changes a user. A new password or a deactivation ends all of the user's sessions and links.
   * @throws LastAdminError when nobody would be left who can manage users
   */
  async update(id: string, changes: UserChanges): Promise<User> {
    const passwordHash = changes.password ? await this.passwords.hash(changes.password) : undefined;
    return this.dataSource.transaction(async (manager) => {
      const admins = await this.lockAdmins(manager);
      const user = await this.lock(manager, id);
      const role = changes.role ?? user.role;
      const active = changes.active ?? user.active;
      const leaves = role !== 'admin' || !active;
      if (leaves && admins.every((admin) => admin.id === user.id) && admins.length > 0) {
        throw new LastAdminError();
      }
      await manager.save(User, {
        id: user.id,
        displayName: changes.display_name ?? user.displayName,
        role,
        active,
        ...(changes.email !== undefined && { email: changes.email }),
        ...(passwordHash && { passwordHash }),
      });
      if (passwordHash || !active) {
        await this.sessions.endAll(user.id, manager);
        await manager.delete(SignInLink, { userId: user.id });
      }
      return manager.findOneByOrFail(User, { id: user.id });
    });
  }

  /** @throws UserNotFoundError */
  async byName(name: string): Promise<User> {
    const user = await this.dataSource.getRepository(User).findOneBy({ name });
    if (!user) {
      throw new UserNotFoundError(name);
    }
    return user;
  }

  /** The active admin who is there longest. */
  async firstAdmin(): Promise<User | undefined> {
    const [admin] = await this.dataSource.getRepository(User).find({
      where: { role: 'admin', active: true },
      order: { id: 'ASC' },
      take: 1,
    });
    return admin;
  }

  /** An active user by handle, with the password hash that other reads leave out. */
  async findWithPassword(name: string): Promise<User | undefined> {
    const user = await this.dataSource
      .getRepository(User)
      .createQueryBuilder('user')
      .addSelect('user.passwordHash')
      .where('user.name = :name', { name })
      .andWhere('user.active')
      .getOne();
    return user ?? undefined;
  }

  private async lock(manager: EntityManager, id: string): Promise<User> {
    const user =
      isRecordId(id) &&
      (await manager.findOne(User, { where: { id }, lock: { mode: 'pessimistic_write' } }));
    if (!user) {
      throw new UserNotFoundError(id);
    }
    return user;
  }

  /** Locks all admins, in one order, so that two who leave at once cannot both be "not the last". */
  private async lockAdmins(manager: EntityManager): Promise<User[]> {
    return manager.find(User, {
      where: { role: 'admin', active: true },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }
}
