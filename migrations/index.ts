import type { MigrationInterface } from 'typeorm';
import { CreateIdentity1767300000000 } from './1767300000000-create-identity.js';
import { CreateBlog1767300100000 } from './1767300100000-create-blog.js';
import { CreateGitImports1767300200000 } from './1767300200000-create-git-imports.js';
import { Triggers1795285083261 } from './1795285083261-triggers.js';
import { CreateIssues1795290000000 } from './1795290000000-create-issues.js';
import { Triggers1795296237231 } from './1795296237231-triggers.js';
import { Triggers1795296600185 } from './1795296600185-triggers.js';
import { CreateIssueEvents1795296914946 } from './1795296914946-create-issue-events.js';
import { AddContacts1795297500000 } from './1795297500000-add-contacts.js';
import { CreateGithubMirror1795310000000 } from './1795310000000-create-github-mirror.js';
import { CreateBilling1795350000000 } from './1795350000000-create-billing.js';
import { CreateInvoiceEvents1795350010000 } from './1795350010000-create-invoice-events.js';
import { Triggers1795350020000 } from './1795350020000-triggers.js';
import { RememberWhenMirrored1795370000000 } from './1795370000000-remember-when-mirrored.js';
import { Triggers1795390400000 } from './1795390400000-triggers.js';

/** Migrations of the domain tables and of the generated triggers, oldest first. */
export const DOMAIN_MIGRATIONS: (new () => MigrationInterface)[] = [
  CreateIdentity1767300000000,
  CreateBlog1767300100000,
  CreateGitImports1767300200000,
  Triggers1795285083261,
  CreateIssues1795290000000,
  Triggers1795296237231,
  Triggers1795296600185,
  CreateIssueEvents1795296914946,
  AddContacts1795297500000,
  CreateGithubMirror1795310000000,
  CreateBilling1795350000000,
  CreateInvoiceEvents1795350010000,
  Triggers1795350020000,
  RememberWhenMirrored1795370000000,
  Triggers1795390400000,
];
