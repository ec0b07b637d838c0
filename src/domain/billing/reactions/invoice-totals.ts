import {
  type Change,
  type Changes,
  ChangeProcessor,
  OnCreate,
  OnDestroy,
  OnUpdate,
  type ProcessorContext,
} from '../../../platform/capture/index.js';
import { runInContext } from '../../../platform/correlation/index.js';
import { RetryLater } from '../../../platform/deliveries/index.js';
import { InvoiceActs } from '../acts/invoice-acts.js';
import { InvoiceItem } from '../entities/invoice-item.entity.js';
import { type CorrectionCause } from '../invoice.events.js';

/** Milliseconds in which a change that was committed is given to us as well. */
const SOON = 100;

/**
 * Follows every change of an item, whoever made it, and brings the totals of the invoices it concerns
 * up to date: an item that moves concerns two, ten thousand items of one invoice concern it once. The
 * application's own acts did the work already; where there is something left to do, somebody else
 * changed the item, and the correction is told with its cause. What somebody else committed a moment
 * ago shows in the sum before it is given to us: where only the application is to be blamed, we look
 * once more a moment later.
 */
@ChangeProcessor(InvoiceItem, {
  name: 'invoice-totals',
  key: 'invoiceId',
  coalesce: true,
  mode: 'transactional',
})
export class InvoiceTotals {
  constructor(private readonly invoices: InvoiceActs) {}

  @OnCreate()
  @OnUpdate()
  @OnDestroy()
  async follow(
    { key, count, last }: Changes<InvoiceItem, 'invoiceId'>,
    { manager, note, attempt }: ProcessorContext,
  ): Promise<void> {
    // What was done last put the total wrong, and the correction belongs to its correlation.
    const { correlationId } = last;
    const correction = await runInContext({ correlationId }, () =>
      this.invoices.correct(manager, key.invoiceId, causeOf(last, count)),
    );
    if (correction && last.source === 'application' && attempt === 1) {
      throw new RetryLater(SOON, 'what put the total wrong may be on its way: it is waited for');
    }
    note({ ...correction });
  }
}

function causeOf(change: Change<InvoiceItem>, changes: number): CorrectionCause {
  return {
    source: change.source,
    actor: change.actor.id,
    actor_type: change.actor.type,
    reason: change.reason,
    changes,
    version_id: change.versionId,
    item_id: change.item.id,
  };
}
