import { DataSource, type EntityManager, type EntityTarget, LessThan } from 'typeorm';
import { decodeCursor } from '../../http/pagination/cursor.js';
import { type KeysetPage, keysetPage } from '../../http/pagination/keyset-page.js';
import { assertMatches } from '../../http/records/if-match.util.js';
import { isRecordId } from '../../http/schemas/is-record-id.util.js';
import { type Label } from './entities/label.entity.js';
import { type Milestone } from './entities/milestone.entity.js';
import { type ProjectsService } from './projects.service.js';

/** Reads and writes what a project has many of, and what is no more than its columns. */
export abstract class ProjectRecords<Kind extends Label | Milestone> {
  protected abstract readonly kind: EntityTarget<Kind>;
  /** The name of its lists in cursors. */
  protected abstract readonly list: string;

  constructor(
    protected readonly dataSource: DataSource,
    private readonly projects: ProjectsService,
  ) {}

  /** What to throw when there is none with this id. */
  protected abstract notFound(id: string): Error;

  /** One page, newest first. */
  async page(
    projectId: string,
    page: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<KeysetPage<Kind>> {
    const { manager } = this.dataSource;
    await this.projects.get(projectId, manager);
    const list = `${this.list}-${projectId}`;
    const after = page.after === undefined ? undefined : decodeCursor(list, page.after);
    const found = await manager.find<Label | Milestone>(this.kind, {
      where: { projectId, ...(after !== undefined && { id: LessThan(after) }) },
      order: { id: 'DESC' },
      take: page.limit + 1,
    });
    return keysetPage(list, found as Kind[], page.limit);
  }

  async create(projectId: string, columns: object): Promise<Kind> {
    return this.dataSource.transaction(async (manager) => {
      await this.projects.get(projectId, manager);
      const records = manager.getRepository<Label | Milestone>(this.kind);
      const { id } = await records.save(records.create({ projectId, ...columns }));
      return this.get(id, manager);
    });
  }

  async update(id: string, columns: object, ifMatch: string | undefined): Promise<Kind> {
    return this.dataSource.transaction(async (manager) => {
      assertMatches(ifMatch, await this.get(id, manager, true));
      await manager.save(this.kind, { id, ...columns } as never);
      return this.get(id, manager);
    });
  }

  async remove(id: string, ifMatch: string | undefined): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      assertMatches(ifMatch, await this.get(id, manager, true));
      await manager.delete(this.kind, id);
    });
  }

  private async get(id: string, manager: EntityManager, lock = false): Promise<Kind> {
    const record =
      isRecordId(id) &&
      (await manager.findOne<Label | Milestone>(this.kind, {
        where: { id },
        ...(lock && { lock: { mode: 'pessimistic_write' } }),
      }));
    if (!record) {
      throw this.notFound(id);
    }
    return record as Kind;
  }
}
