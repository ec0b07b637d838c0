import { Injectable } from '@nestjs/common';
import { AuditService } from '../../platform/audit/index.js';

/** Brings destroyed records of the blog back out of their history. */
@Injectable()
export class Restorer {
  constructor(private readonly audit: AuditService) {}

  /**
   * Undoes the latest destroy of a record, with what was destroyed along with it.
   * @returns false when its history knows of none
   * @throws ActConflictError when it is alive, or what it belongs to is gone
   */
  async restore(itemType: 'Post' | 'Comment', itemId: string, reason?: string): Promise<boolean> {
    const destroys = await this.audit.versions({ itemType, itemId, event: 'destroy', limit: 1 });
    const [destroy] = destroys.items;
    if (!destroy) {
      return false;
    }
    await this.audit.restore(destroy.id, {
      associations: true,
      ...(reason !== undefined && { reason }),
    });
    return true;
  }
}
