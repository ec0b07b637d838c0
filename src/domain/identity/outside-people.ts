import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

/** Somebody of another system who needs an account here to be referred to. */
export interface OutsidePerson {
  readonly name: string;
  readonly displayName: string;
}

const ADD = `
  INSERT INTO users (name, display_name, role, active)
  SELECT name, display_name, 'viewer', false
  FROM unnest($1::text[], $2::text[]) AS given (name, display_name)
  ORDER BY name
  ON CONFLICT (name) DO NOTHING`;
const FIND = `
  SELECT id, name, display_name AS "displayName" FROM users WHERE name = ANY ($1) ORDER BY id`;

/** Accounts of people who never sign in: they stand for somebody of another system. */
@Injectable()
export class OutsidePeople {
  /** Finds the accounts of these names, and makes those that are missing, in the caller's transaction. */
  async ensure(
    manager: EntityManager,
    people: readonly OutsidePerson[],
  ): Promise<(OutsidePerson & { readonly id: string })[]> {
    const names = people.map(({ name }) => name);
    const find = () => manager.query<(OutsidePerson & { id: string })[]>(FIND, [names]);
    const found = await find();
    if (found.length === new Set(names).size) {
      return found;
    }
    await manager.query(ADD, [names, people.map(({ displayName }) => displayName)]);
    return find();
  }
}
