import type { IncomingMessage } from 'node:http';
import { ActForbiddenError } from '../audit.errors.js';
import type {
  ActedItem,
  AuditAccessPolicy,
  AuditAction,
  AuditedItem,
} from '../interfaces/audit-access-policy.interface.js';

/**
 * Asks the application's policy on behalf of one request, each record once. Without a policy
 * nothing can be read: history is shut until somebody decides who may see it.
 */
export class AuditGate {
  private readonly readable = new Map<string, Promise<boolean>>();
  private readonly hidden = new Map<string, Promise<ReadonlySet<string>>>();

  public constructor(
    private readonly policy: AuditAccessPolicy | undefined,
    private readonly request: IncomingMessage,
  ) {}

  public canRead({ itemType, itemId }: AuditedItem): Promise<boolean> {
    return remembered(this.readable, [itemType, itemId], async () =>
      this.policy
        ? this.policy.canRead(this.request, { itemType, ...(itemId !== undefined && { itemId }) })
        : false,
    );
  }

  /** @throws whatever `unreadable` makes when the request may not even read the record */
  public async assertReadable(item: AuditedItem, unreadable: () => Error): Promise<void> {
    if (!(await this.canRead(item))) {
      throw unreadable();
    }
  }

  /** @throws ActForbiddenError when a record may be read but not acted on */
  public async assertActable(
    action: AuditAction,
    items: readonly ActedItem[],
    unreadable: () => Error,
  ): Promise<void> {
    for (const item of items) {
      await this.assertReadable(item, unreadable);
      const allowed = await this.policy?.canAct(this.request, action, item);
      if (!allowed) {
        throw new ActForbiddenError(action, item.itemType, item.itemId);
      }
    }
  }

  /** The columns of the record that this request must not see. */
  public hiddenFields({ itemType, itemId }: AuditedItem): Promise<ReadonlySet<string>> {
    return remembered(this.hidden, [itemType, itemId], async () => {
      const item = { itemType, ...(itemId !== undefined && { itemId }) };
      return new Set(await this.policy?.hiddenFields?.(this.request, item));
    });
  }
}

function remembered<T>(
  memory: Map<string, Promise<T>>,
  parts: readonly unknown[],
  find: () => Promise<T>,
): Promise<T> {
  const key = JSON.stringify(parts);
  let known = memory.get(key);
  if (known === undefined) {
    known = find();
    memory.set(key, known);
  }
  return known;
}
