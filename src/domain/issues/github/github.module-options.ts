import type { Person } from '../../../http/records/person.interface.js';
import type { EntityManager } from 'typeorm';

/** Accounts for people of GitHub to whom issues are assigned; nobody signs in with one. */
export interface GithubPeople {
  /** Finds them by name, and makes those that are missing, in the caller's transaction. */
  ensure(
    manager: EntityManager,
    accounts: readonly Omit<Person, 'id'>[],
  ): Promise<readonly Person[]>;
}

/** What the application gives to the mirror of GitHub. */
export interface GithubModuleOptions {
  /** What webhooks are signed with: the secret, and during a change the one before; may be empty. */
  readonly secrets: readonly string[];
  readonly people: GithubPeople;
}
