import { Injectable } from '@nestjs/common';
import { type User } from './entities/user.entity.js';
import { BadCredentialsError } from './identity.errors.js';
import { LoginThrottler } from './login-throttler.js';
import { PasswordHasher } from './password-hasher.js';
import { UsersService } from './users.service.js';

/** Checks passwords; answers an unknown name like a wrong password, in text and in time. */
@Injectable()
export class SignInService {
  constructor(
    private readonly users: UsersService,
    private readonly passwords: PasswordHasher,
    private readonly throttler: LoginThrottler,
  ) {}

  /**
   * @throws LoginThrottledError when too many passwords were tried
   * @throws BadCredentialsError for whatever is wrong with name or password
   */
  async withPassword(name: string, password: string, address: string): Promise<User> {
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
