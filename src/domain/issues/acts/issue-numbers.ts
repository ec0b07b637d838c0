import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

const NEXT = `
  INSERT INTO issue_numbers AS numbers (project_id, last_number) VALUES ($1, 1)
  ON CONFLICT (project_id) DO UPDATE SET last_number = numbers.last_number + 1
  RETURNING last_number`;

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
}
