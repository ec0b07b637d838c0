import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Label } from '../../entities/label.entity.js';
import { Milestone } from '../../entities/milestone.entity.js';
import type { GithubFact, GithubLabel, GithubMilestone } from '../github-signal.interface.js';

type LabelFact = Extract<GithubFact, { about: 'label' }>;
type MilestoneFact = Extract<GithubFact, { about: 'milestone' }>;

const ADD_LABELS = `
  INSERT INTO labels (project_id, name, colour, description)
  SELECT $1, given.name, given.colour, given.description
  FROM unnest($2::text[], $3::text[], $4::text[]) AS given (name, colour, description)
  WHERE NOT EXISTS (
    SELECT FROM labels WHERE project_id = $1 AND lower(labels.name) = lower(given.name)
  )
  ORDER BY given.name
  ON CONFLICT (project_id, name) DO NOTHING`;

/** Follows the labels and milestones of a repository. */
@Injectable()
export class SortingMirror {
  /** The names here of these labels of GitHub, where case makes no difference; missing ones are made. */
  async ensureLabels(
    manager: EntityManager,
    projectId: string,
    labels: readonly GithubLabel[],
  ): Promise<string[]> {
    const given = labels.map(({ name }) => name.toLowerCase());
    const known = await this.labelsNamed(manager, projectId, given);
    if (known.length < new Set(given).size) {
      const columns = [
        labels.map((label) => label.name),
        labels.map((label) => label.colour),
        labels.map((label) => label.description),
      ];
      await manager.query(ADD_LABELS, [projectId, ...columns]);
      return (await this.labelsNamed(manager, projectId, given)).map(({ name }) => name);
    }
    return known.map(({ name }) => name);
  }

  async ensureMilestone(
    manager: EntityManager,
    projectId: string,
    { title, dueOn, state }: GithubMilestone,
  ): Promise<string> {
    await manager.query(
      `INSERT INTO milestones (project_id, title, due_on, state)
       SELECT $1, $2, $3, $4
       WHERE NOT EXISTS (SELECT FROM milestones WHERE project_id = $1 AND title = $2)
       ON CONFLICT (project_id, title) DO NOTHING`,
      [projectId, title, dueOn, state],
    );
    const { id } = await manager.findOneByOrFail(Milestone, { projectId, title });
    return id;
  }

  /**
   * What is there when it is created was met in an issue before.
   * @returns whether anything changed
   */
  async followLabel(
    manager: EntityManager,
    projectId: string,
    { label, was, action }: LabelFact,
  ): Promise<boolean> {
    const { name, colour, description } = label;
    const found = await this.labelsNamed(manager, projectId, [(was ?? name).toLowerCase()]);
    const [known] = found;
    if (action === 'deleted') {
      await Promise.all(found.map(({ id }) => manager.delete(Label, id)));
      return found.length > 0;
    }
    if (!known || action === 'created') {
      await this.ensureLabels(manager, projectId, [label]);
      return !known;
    }
    const free = !(await this.labelsNamed(manager, projectId, [name.toLowerCase()])).some(
      (other) => other.id !== known.id,
    );
    const wanted = { name: free ? name : known.name, colour, description };
    return this.change(manager, Label, known, wanted);
  }

  /** @returns whether anything changed */
  async followMilestone(
    manager: EntityManager,
    projectId: string,
    { milestone, was, action }: MilestoneFact,
  ): Promise<boolean> {
    const { title } = milestone;
    const known = await manager.findOneBy(Milestone, { projectId, title: was ?? title });
    if (action === 'deleted') {
      await manager.delete(Milestone, { projectId, title });
      return known !== null;
    }
    if (!known || action === 'created') {
      await this.ensureMilestone(manager, projectId, milestone);
      return !known;
    }
    const free = was === undefined || !(await manager.existsBy(Milestone, { projectId, title }));
    return this.change(manager, Milestone, known, {
      ...milestone,
      title: free ? title : known.title,
    });
  }

  private async labelsNamed(
    manager: EntityManager,
    projectId: string,
    names: readonly string[],
  ): Promise<Label[]> {
    return names.length === 0
      ? []
      : manager
          .createQueryBuilder(Label, 'label')
          .where('label.projectId = :projectId AND lower(label.name) IN (:...names)', {
            projectId,
            names,
          })
          .orderBy('label.name')
          .getMany();
  }

  private async change<T extends Label | Milestone>(
    manager: EntityManager,
    kind: new () => T,
    known: T,
    wanted: Partial<T>,
  ): Promise<boolean> {
    const keys = Object.keys(wanted) as (keyof T)[];
    if (keys.every((key) => known[key] === wanted[key])) {
      return false;
    }
    await manager.update(kind, known.id, wanted as object);
    return true;
  }
}
