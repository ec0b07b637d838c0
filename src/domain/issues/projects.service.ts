import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, LessThan } from 'typeorm';
import { decodeCursor } from '../../http/pagination/cursor.js';
import { type KeysetPage, keysetPage } from '../../http/pagination/keyset-page.js';
import { assertMatches } from '../../http/records/if-match.util.js';
import { isRecordId } from '../../http/schemas/is-record-id.util.js';
import { projectView, type ProjectView } from './dto/project.schemas.js';
import { Project } from './entities/project.entity.js';
import { ProjectNotFoundError } from './issues.errors.js';

const LIST = 'projects';

/** Reads and writes projects. */
@Injectable()
export class ProjectsService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** One page, newest first. */
  async list(page: {
    readonly after?: string | undefined;
    readonly limit: number;
  }): Promise<KeysetPage<ProjectView>> {
    const after = page.after === undefined ? undefined : decodeCursor(LIST, page.after);
    const found = await this.dataSource.manager.find(Project, {
      where: after === undefined ? {} : { id: LessThan(after) },
      order: { id: 'DESC' },
      take: page.limit + 1,
    });
    const { items, next } = keysetPage(LIST, found, page.limit);
    return { items: await this.views(items), next };
  }

  async show(id: string): Promise<ProjectView> {
    const [view] = await this.views([await this.get(id, this.dataSource.manager)]);
    return view as ProjectView;
  }

  async create(input: { readonly key: string; readonly name: string }): Promise<ProjectView> {
    const { manager } = this.dataSource;
    return projectView(await manager.save(manager.create(Project, input)), 0);
  }

  async update(
    id: string,
    input: { readonly name?: string | undefined },
    ifMatch: string | undefined,
  ): Promise<ProjectView> {
    await this.dataSource.transaction(async (manager) => {
      const project = await this.get(id, manager, true);
      assertMatches(ifMatch, project);
      await manager.save(Project, { id, ...input });
    });
    return this.show(id);
  }

  /** @throws ProjectNotFoundError */
  async get(id: string, manager: EntityManager, lock = false): Promise<Project> {
    const project =
      isRecordId(id) &&
      (await manager.findOne(Project, {
        where: { id },
        ...(lock && { lock: { mode: 'for_no_key_update' } }),
      }));
    if (!project) {
      throw new ProjectNotFoundError(id);
    }
    return project;
  }

  private async views(projects: readonly Project[]): Promise<ProjectView[]> {
    const rows = await this.dataSource.query<{ id: string; open: number }[]>(
      `SELECT project_id AS id, count(*)::int AS open FROM issues
       WHERE project_id = ANY ($1) AND state = 'open' GROUP BY project_id`,
      [projects.map((project) => project.id)],
    );
    const open = new Map(rows.map((row) => [row.id, row.open]));
    return projects.map((project) => projectView(project, open.get(project.id) ?? 0));
  }
}
