export { ApiToken } from './entities/api-token.entity.js';
export { LoginThrottle } from './entities/login-throttle.entity.js';
export { Session } from './entities/session.entity.js';
export { SignInLink } from './entities/sign-in-link.entity.js';
export { User } from './entities/user.entity.js';
