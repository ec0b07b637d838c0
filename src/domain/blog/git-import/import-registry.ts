import { type DataSource, type Repository } from 'typeorm';
import { HistoryRewrittenError } from './git-import.errors.js';
import { GitImport } from './git-import.entity.js';
import type { GitRepository, Tip } from './git/git-repository.js';
import { nameOf } from './name-of.js';

/** Answers the id of the user who shall own the posts of an import of this name. */
export type OwnerOf = (name: string) => Promise<string>;

/** Knows which repositories were imported, by their first commit rather than by where they lie. */
export class ImportRegistry {
  private readonly imports: Repository<GitImport>;

  constructor(dataSource: DataSource) {
    this.imports = dataSource.getRepository(GitImport);
  }

  /**
   * The import of a branch, if there is one.
   * @param name the one it was given with `--as`
   * @throws HistoryRewrittenError when the place is known, with another beginning
   */
  async find(repository: GitRepository, tip: Tip, name?: string): Promise<GitImport | undefined> {
    const { location } = repository;
    const { branch, root } = tip;
    const order = { id: 'ASC' } as const;
    const candidates = await (name === undefined
      ? this.imports.find({
          where: [
            { branch, rootCommit: root },
            { branch, location },
          ],
          order,
        })
      : this.imports.find({ where: { branch, name }, order }));
    const same = candidates.filter((known) => known.rootCommit === root);
    const found = same.find((known) => known.location === location) ?? same[0];
    if (!found && candidates[0]) {
      throw new HistoryRewrittenError(candidates[0].name, branch, candidates[0].lastCommit);
    }
    return found;
  }

  /** Finds the import or begins one. */
  async open(
    repository: GitRepository,
    tip: Tip,
    options: { readonly name?: string | undefined; readonly ownerOf: OwnerOf },
  ): Promise<GitImport> {
    const { location } = repository;
    const found = await this.find(repository, tip, options.name);
    if (found) {
      await this.imports.update(found.id, { location });
      return found;
    }
    const name = options.name ?? (await this.freeName(nameOf(location), tip.branch));
    const { id } = await this.imports.save({
      name,
      branch: tip.branch,
      rootCommit: tip.root,
      location,
      authorId: await options.ownerOf(name),
    });
    return this.imports.findOneByOrFail({ id });
  }

  /** Two repositories in folders of one name are two imports. */
  private async freeName(wanted: string, branch: string): Promise<string> {
    let name = wanted;
    for (let number = 2; await this.imports.existsBy({ name, branch }); number += 1) {
      name = `${wanted}-${number}`;
    }
    return name;
  }
}
