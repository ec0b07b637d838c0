import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Tag } from './entities/tag.entity.js';

/** Turns words into tags. */
@Injectable()
export class TagWords {
  /** The tags of these names, made where they are missing. Sorted, so that two callers cannot deadlock. */
  async ensure(names: readonly string[], manager: EntityManager): Promise<Tag[]> {
    if (names.length === 0) {
      return [];
    }
    const known = await this.find(names, manager);
    const missing = names.filter((name) => !known.some((tag) => tag.name === name)).toSorted();
    if (missing.length === 0) {
      return known;
    }
    const rows = missing.map((name) => ({ name }));
    await manager.createQueryBuilder().insert().into(Tag).values(rows).orIgnore().execute();
    return this.find(names, manager);
  }

  private find(names: readonly string[], manager: EntityManager): Promise<Tag[]> {
    return manager.find(Tag, { where: { name: In([...names]) }, order: { name: 'ASC' } });
  }
}
