import type { Role, Scope } from '../../http/access/access.constants.js';

/** Anything identity refuses. No message ever carries a password, token or link. */
export abstract class IdentityError extends Error {
  abstract readonly code: string;

  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** The request carries no valid session and no valid token. */
export class NotSignedInError extends IdentityError {
  readonly code = 'IDENTITY_NOT_SIGNED_IN';

  constructor() {
    super(
      'Nobody is signed in. Sign in with POST /session or a one-time link, or send an API token ' +
        'as "Authorization: Bearer bks_…".',
    );
  }
}

/** Name and password do not match an active user; deliberately says no more. */
export class BadCredentialsError extends IdentityError {
  readonly code = 'IDENTITY_BAD_CREDENTIALS';

  constructor() {
    super('Name or password is wrong. Try again, or ask for a one-time sign-in link.');
  }
}

/** Too many passwords were tried for this account or from this address. */
export class LoginThrottledError extends IdentityError {
  readonly code = 'IDENTITY_LOGIN_THROTTLED';

  constructor(readonly retryAfter: number) {
    super(
      `Too many sign-in attempts. Try again in ${retryAfter} seconds, or use a one-time sign-in link.`,
    );
  }
}

/** Signed in, but without the right. */
export class AccessDeniedError extends IdentityError {
  readonly code = 'IDENTITY_ACCESS_DENIED';

  constructor(remedy: string) {
    super(`You may not do this. ${remedy}`);
  }

  static role(role: Role): AccessDeniedError {
    return new AccessDeniedError(`It needs the role ${role} or a higher one; ask an admin.`);
  }

  static scope(scope: Scope): AccessDeniedError {
    return new AccessDeniedError(`It needs a token with the scope ${scope}; create one.`);
  }

  static undeclared(): AccessDeniedError {
    return new AccessDeniedError('The route declares no access, so nobody may use it.');
  }
}

/** The link was used, is too old, or was never given out. */
export class SignInLinkInvalidError extends IdentityError {
  readonly code = 'IDENTITY_LINK_INVALID';

  constructor() {
    super(
      'This sign-in link was used already or is too old. Ask for a new one: ' +
        '`npm run backstory -- sign-in-link`.',
    );
  }
}

/** No such user. */
export class UserNotFoundError extends IdentityError {
  readonly code = 'IDENTITY_USER_NOT_FOUND';

  constructor(name: string) {
    super(`There is no user "${name.slice(0, 80)}". See GET /users for those there are.`);
  }
}

/** The handle belongs to somebody already. */
export class NameTakenError extends IdentityError {
  readonly code = 'IDENTITY_NAME_TAKEN';

  constructor(name: string) {
    super(`The name "${name}" is taken. Choose another one.`);
  }
}

/** The change would leave nobody who can manage users. */
export class LastAdminError extends IdentityError {
  readonly code = 'IDENTITY_LAST_ADMIN';

  constructor() {
    super('This is the last active admin. Make another user admin first.');
  }
}

/** No such token among one's own. */
export class TokenNotFoundError extends IdentityError {
  readonly code = 'IDENTITY_TOKEN_NOT_FOUND';

  constructor(id: string) {
    super(`You have no token ${id.slice(0, 40)}. See GET /tokens for those you have.`);
  }
}

/** A token cannot be given more rights than its owner's role has. */
export class ScopeBeyondRoleError extends IdentityError {
  readonly code = 'IDENTITY_SCOPE_BEYOND_ROLE';

  constructor(scope: Scope, role: Role) {
    super(`A ${role} cannot give a token the scope ${scope}. Leave it out.`);
  }
}
