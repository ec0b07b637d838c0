import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

const NEXT = `
  INSERT INTO issue_numbers AS numbers (project_id, last_number) VALUES ($1, 1)
  ON CONFLICT (project_id) DO UPDATE SET last_number = numbers.last_number + 1
  RETURNING last_number`;

const RAISE = `
  INSERT INTO issue_numbers AS numbers (project_id, last_number) VALUES ($1, $2)
  ON CONFLICT (project_id) DO UPDATE SET last_number = greatest(numbers.last_number, $2)`;
const TAKEN = 'SELECT id FROM issues WHERE project_id = $1 AND number = $2';

/** Numbers the issues of each project without gaps. */
@Injectable()
export class IssueNumbers {
  /**
   * The next number of a project. Others who open issues there wait until this transaction ends: a
   * number whose issue is rolled back is given to the next one, which no sequence would do.
   */
  async next(manager: EntityManager, projectId: string): Promise<number> {
    const [row] = await manager.query<{ last_number: number }[]>(NEXT, [projectId]);
    if (!row) {
      throw new Error(`project ${projectId} gave no number`);
    }
    return row.last_number;
  }

  /** A number that an issue has in another tracker, when it is free here; else the next one. */
  async take(manager: EntityManager, projectId: string, wanted?: number): Promise<number> {
    if (wanted === undefined) {
      return this.next(manager, projectId);
    }
    await manager.query(RAISE, [projectId, wanted]);
    const taken = await manager.query<unknown[]>(TAKEN, [projectId, wanted]);
    return taken.length === 0 ? wanted : this.next(manager, projectId);
  }
}
