import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessRules } from './access-rules.js';
import { AccessGuard } from './access.guard.js';
import { ApiTokensService } from './api-tokens.service.js';
import { Authenticator } from './authenticator.js';
import { PeopleController } from './controllers/people.controller.js';
import { SessionController } from './controllers/session.controller.js';
import { SignInController } from './controllers/sign-in.controller.js';
import { TokensController } from './controllers/tokens.controller.js';
import { UsersController } from './controllers/users.controller.js';
import { ApiToken } from './entities/api-token.entity.js';
import { LoginThrottle } from './entities/login-throttle.entity.js';
import { Session } from './entities/session.entity.js';
import { SignInLink } from './entities/sign-in-link.entity.js';
import { User } from './entities/user.entity.js';
import { ConfigurableIdentityModule } from './identity.module-definition.js';
import { OutsidePeople } from './outside-people.js';
import { LoginThrottler } from './login-throttler.js';
import { PasswordHasher } from './password-hasher.js';
import { PeopleService } from './people.service.js';
import { SessionsService } from './sessions.service.js';
import { SignInLinksService } from './sign-in-links.service.js';
import { SignInService } from './sign-in.service.js';
import { UsersService } from './users.service.js';

/** Users, the ways in, and the guard that denies everything nobody declared open. */
@Module({
  imports: [TypeOrmModule.forFeature([User, Session, SignInLink, ApiToken, LoginThrottle])],
  controllers: [
    PeopleController,
    SessionController,
    SignInController,
    TokensController,
    UsersController,
  ],
  providers: [
    AccessRules,
    ApiTokensService,
    Authenticator,
    LoginThrottler,
    OutsidePeople,
    PasswordHasher,
    PeopleService,
    SessionsService,
    SignInLinksService,
    SignInService,
    UsersService,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [
    AccessRules,
    ApiTokensService,
    Authenticator,
    OutsidePeople,
    SignInLinksService,
    UsersService,
  ],
})
export class IdentityModule extends ConfigurableIdentityModule {}
