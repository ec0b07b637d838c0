import { BILLING_ENTITIES } from '../domain/billing/index.js';
import { Comment, GitImport, Post, Tag } from '../domain/blog/index.js';
import { ApiToken, LoginThrottle, Session, SignInLink, User } from '../domain/identity/index.js';
import { ISSUES_ENTITIES } from '../domain/issues/index.js';
import { Version } from '../platform/audit/index.js';
import { CHANNELS_ENTITIES } from '../platform/channels/index.js';
import { WORKFLOWS_ENTITIES } from '../platform/workflows/index.js';

/** Every entity of the application; each module adds its own. */
export const ENTITIES = [
  Version,
  ...CHANNELS_ENTITIES,
  ...WORKFLOWS_ENTITIES,
  User,
  Session,
  SignInLink,
  ApiToken,
  LoginThrottle,
  Post,
  Comment,
  Tag,
  GitImport,
  ...ISSUES_ENTITIES,
  ...BILLING_ENTITIES,
];
