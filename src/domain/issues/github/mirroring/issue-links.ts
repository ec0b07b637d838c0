import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import type { IssueImage, IssuePlace } from '../github-signal.interface.js';
import { type KnownIssue } from '../planning/plan-issue.js';

/** What is known here of an issue of GitHub. */
export interface IssueLink {
  /** null when the issue is gone: deleted on GitHub or here, or moved to another place. */
  readonly issueId: string | null;
  readonly known: KnownIssue;
}

interface Row {
  readonly issue_id: string | null;
  readonly image: IssueImage;
  readonly updated_at: Date;
}

const FIND = `
  SELECT issue_id, image, updated_at FROM github_issues
  WHERE repository_id = $1 AND number = $2 FOR UPDATE`;
const CLAIM = `
  INSERT INTO github_issues (repository_id, number, image, updated_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT DO NOTHING RETURNING number`;
const SAVE = `
  UPDATE github_issues SET issue_id = $3, image = $4, updated_at = $5
  WHERE repository_id = $1 AND number = $2`;

/** Which issue here mirrors which on GitHub, and what GitHub said of it last. */
@Injectable()
export class IssueLinks {
  /** Locks the link of an issue that is known, so that signals about it come one after the other. */
  async find(manager: EntityManager, place: IssuePlace): Promise<IssueLink | undefined> {
    const [row] = await manager.query<Row[]>(FIND, keyOf(place));
    return (
      row && {
        issueId: row.issue_id,
        known: { image: row.image, updatedAt: row.updated_at.toISOString() },
      }
    );
  }

  /**
   * Finds the link, or takes the place for an issue that is about to be made.
   * @returns undefined when the place is the caller's now
   */
  async claim(
    manager: EntityManager,
    place: IssuePlace,
    known: KnownIssue,
  ): Promise<IssueLink | undefined> {
    const found = await this.find(manager, place);
    if (found) {
      return found;
    }
    const taken = await manager.query<unknown[]>(CLAIM, [...keyOf(place), ...valuesOf(known)]);
    return taken.length > 0 ? undefined : this.find(manager, place);
  }

  async save(
    manager: EntityManager,
    place: IssuePlace,
    issueId: string | null,
    known: KnownIssue,
  ): Promise<void> {
    await manager.query(SAVE, [...keyOf(place), issueId, ...valuesOf(known)]);
  }
}

function keyOf({ repository, number }: IssuePlace): [string, number] {
  return [repository.id, number];
}

function valuesOf({ image, updatedAt }: KnownIssue): [string, string] {
  return [JSON.stringify(image), updatedAt];
}
