import { Injectable } from '@nestjs/common';
import { type User } from './entities/user.entity.js';
import { BadCredentialsError, LoginThrottledError } from './identity.errors.js';
import { LoginThrottler } from './login-throttler.js';
import { PasswordHasher } from './password-hasher.js';
import { Turnstile } from './turnstile.js';
import { UsersService } from './users.service.js';

/** libuv hashes four at a time; what comes on top only waits. */
const AT_A_TIME = 4;
const MOST_WAITING = 100;

/** Checks passwords; answers an unknown name like a wrong password, in text and in time. */
@Injectable()
export class SignInService {
  private readonly turnstile = new Turnstile(
    AT_A_TIME,
    MOST_WAITING,
    () => new LoginThrottledError(1),
  );

  constructor(
    private readonly users: UsersService,
    private readonly passwords: PasswordHasher,
    private readonly throttler: LoginThrottler,
  ) {}

  /**
   * @throws LoginThrottledError when too many passwords were tried
   * @throws BadCredentialsError for whatever is wrong with name or password
   */
  withPassword(name: string, password: string, address: string): Promise<User> {
    return this.turnstile.run(() => this.check(name, password, address));
  }

  private async check(name: string, password: string, address: string): Promise<User> {
    await this.throttler.take(name, address);
    const user = await this.users.findWithPassword(name);
    const right = await this.passwords.verify(password, user?.passwordHash);
    if (!user || !right) {
      throw new BadCredentialsError();
    }
    await this.throttler.giveBack(name, address);
    return user;
  }
}
