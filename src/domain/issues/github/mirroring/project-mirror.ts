import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Project } from '../../entities/project.entity.js';
import type { GithubRepository } from '../github-signal.interface.js';
import { projectKeys } from './project-keys.util.js';

/** Advisory lock of everybody who makes a project for a repository; the number spells `GHPR`. */
const PROJECTS_LOCK = 0x47_48_50_52;
const LONGEST_NAME = 120;

/** Each repository is a project here, which follows it when it is renamed. */
@Injectable()
export class ProjectMirror {
  async ensure(manager: EntityManager, repository: GithubRepository): Promise<Project> {
    const found =
      (await this.find(manager, repository)) ?? (await this.create(manager, repository));
    if (found.fullName !== repository.fullName) {
      await this.rename(manager, repository, found.projectId);
    }
    return manager.findOneByOrFail(Project, { id: found.projectId });
  }

  private async find(
    manager: EntityManager,
    { id }: GithubRepository,
  ): Promise<{ readonly projectId: string; readonly fullName: string } | undefined> {
    const [row] = await manager.query<{ projectId: string; fullName: string }[]>(
      `SELECT project_id AS "projectId", full_name AS "fullName"
       FROM github_repositories WHERE id = $1`,
      [id],
    );
    return row;
  }

  /** One at a time; whoever waited finds the project made. */
  private async create(manager: EntityManager, repository: GithubRepository) {
    await manager.query('SELECT pg_advisory_xact_lock($1)', [PROJECTS_LOCK]);
    const found = await this.find(manager, repository);
    if (found) {
      return found;
    }
    const { id, fullName } = repository;
    const projectId = await this.insert(manager, fullName);
    await manager.query(
      'INSERT INTO github_repositories (id, full_name, project_id) VALUES ($1, $2, $3)',
      [id, fullName, projectId],
    );
    return { projectId, fullName };
  }

  private async insert(manager: EntityManager, fullName: string): Promise<string> {
    for (const key of projectKeys(fullName)) {
      const [row] = await manager.query<{ id: string }[]>(
        'INSERT INTO projects (key, name) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING RETURNING id',
        [key, fullName.slice(0, LONGEST_NAME)],
      );
      if (row) {
        return row.id;
      }
    }
    throw new Error(`every key for a project of ${fullName} is taken`);
  }

  private async rename(
    manager: EntityManager,
    { id, fullName }: GithubRepository,
    projectId: string,
  ): Promise<void> {
    await manager.query('UPDATE github_repositories SET full_name = $2 WHERE id = $1', [
      id,
      fullName,
    ]);
    await manager.update(Project, projectId, { name: fullName.slice(0, LONGEST_NAME) });
  }
}
