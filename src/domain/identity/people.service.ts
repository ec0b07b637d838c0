import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { containing } from '../../http/pagination/containing.util.js';
import { decodeCursor } from '../../http/pagination/cursor.js';
import { keysetPage, type KeysetPage } from '../../http/pagination/keyset-page.js';
import type { Person } from '../../http/records/person.interface.js';

const LIST = 'people';

/** Part of a name or a handle, and where in the list. */
export interface PeopleQuery {
  readonly query?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Finds the people whom something can be given to: those who can sign in. */
@Injectable()
export class PeopleService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** By handle, from a to z; whatever the case of the query. */
  async find({ query, after, limit }: PeopleQuery): Promise<KeysetPage<Person>> {
    const found = await this.dataSource.query<Person[]>(
      `SELECT id, name, display_name AS "displayName" FROM users
       WHERE active AND ($1::text IS NULL OR name ILIKE $1 OR display_name ILIKE $1)
         AND ($2::bigint IS NULL OR name > (SELECT name FROM users WHERE id = $2))
       ORDER BY name LIMIT $3`,
      [
        query === undefined ? null : containing(query),
        after === undefined ? null : decodeCursor(LIST, after),
        limit + 1,
      ],
    );
    return keysetPage(LIST, found, limit);
  }
}
