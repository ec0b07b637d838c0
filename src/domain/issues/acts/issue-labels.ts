import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { InjectEvents } from '../../../platform/events/index.js';
import { type Issue } from '../entities/issue.entity.js';
import { Label } from '../entities/label.entity.js';
import { issueEvents, type IssueRecorder } from '../issue.events.js';
import { colourOf } from '../utils/colour-of.util.js';
import { IssueJournal } from './issue-journal.js';

/** Puts labels on issues and takes them off. */
@Injectable()
export class IssueLabels {
  constructor(
    private readonly journal: IssueJournal,
    @InjectEvents(issueEvents) private readonly events: IssueRecorder,
  ) {}

  /** Labels that the project lacks are made. */
  async add(manager: EntityManager, issue: Issue, names: readonly string[]): Promise<void> {
    for (const label of await this.ensure(manager, issue.projectId, names)) {
      const rows = await manager.query<unknown[]>(
        `INSERT INTO issues_labels (issue_id, label_id) VALUES ($1, $2)
         ON CONFLICT DO NOTHING RETURNING label_id`,
        [issue.id, label.id],
      );
      if (rows.length > 0) {
        await this.journal.changed(manager, issue);
        await this.events.recordEvent(manager, issue, 'label_added', told(label));
      }
    }
  }

  /** @returns whether the issue had any of them */
  async remove(manager: EntityManager, issue: Issue, names: readonly string[]): Promise<boolean> {
    const labels = await this.find(manager, issue.projectId, names);
    let removed = false;
    for (const label of labels) {
      const [, count] = await manager.query<[unknown[], number]>(
        'DELETE FROM issues_labels WHERE issue_id = $1 AND label_id = $2',
        [issue.id, label.id],
      );
      if (count > 0) {
        removed = true;
        await this.journal.changed(manager, issue);
        await this.events.recordEvent(manager, issue, 'label_removed', told(label));
      }
    }
    return removed;
  }

  /** Leaves exactly these labels on the issue. */
  async replace(manager: EntityManager, issue: Issue, names: readonly string[]): Promise<void> {
    const had = await this.namesOn(manager, issue.id);
    await this.remove(
      manager,
      issue,
      had.filter((name) => !names.includes(name)),
    );
    await this.add(
      manager,
      issue,
      names.filter((name) => !had.includes(name)),
    );
  }

  /** Puts the labels of another project on, without a word: nobody labelled anything. */
  async carry(manager: EntityManager, issue: Issue, names: readonly string[]): Promise<void> {
    for (const { id } of await this.ensure(manager, issue.projectId, names)) {
      await manager.query('INSERT INTO issues_labels (issue_id, label_id) VALUES ($1, $2)', [
        issue.id,
        id,
      ]);
    }
  }

  /** The names of an issue's labels. */
  async namesOn(manager: EntityManager, issueId: string): Promise<string[]> {
    const rows = await manager.query<{ name: string }[]>(
      `SELECT label.name FROM issues_labels AS put JOIN labels AS label ON label.id = put.label_id
       WHERE put.issue_id = $1 ORDER BY label.name`,
      [issueId],
    );
    return rows.map((row) => row.name);
  }

  /** Sorted, so that two who make the same labels cannot deadlock. */
  private async ensure(
    manager: EntityManager,
    projectId: string,
    names: readonly string[],
  ): Promise<Label[]> {
    const known = await this.find(manager, projectId, names);
    const missing = new Set(names.filter((name) => !known.some((label) => label.name === name)));
    if (missing.size === 0) {
      return known;
    }
    const rows = [...missing]
      .toSorted((one, other) => (one < other ? -1 : 1))
      .map((name) => ({ projectId, name, colour: colourOf(name) }));
    await manager.createQueryBuilder().insert().into(Label).values(rows).orIgnore().execute();
    return this.find(manager, projectId, names);
  }

  private async find(
    manager: EntityManager,
    projectId: string,
    names: readonly string[],
  ): Promise<Label[]> {
    return names.length === 0
      ? []
      : manager.find(Label, {
          where: { projectId, name: In([...names]) },
          order: { name: 'ASC' },
        });
  }
}

function told(label: Label) {
  return { record: label, extra: { name: label.name, colour: label.colour } };
}
