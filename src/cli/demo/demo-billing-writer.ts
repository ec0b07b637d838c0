import type { INestApplicationContext } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import {
  InvoiceActs,
  InvoiceItemActs,
  LockedInvoices,
  Product,
} from '../../domain/billing/index.js';
import { happenedAt, runInNewContext } from '../../platform/correlation/index.js';
import { DEMO_CURRENCY } from './demo-billing-script.js';
import type { DemoBillingStep } from './demo-billing-step.interface.js';

const HOUR = 3_600_000;

/** Plays the demo's invoices as if people had written them; everything lies in the past and says so. */
export class DemoBillingWriter {
  private readonly invoices = new Map<string, string>();

  constructor(
    private readonly app: INestApplicationContext,
    private readonly people: ReadonlyMap<string, { readonly id: string }>,
    private readonly now: number,
  ) {}

  async play(step: DemoBillingStep): Promise<void> {
    const context = {
      actor: { id: step.by, type: 'user' },
      reason: step.why,
      source: 'replay',
      occurredAt: new Date(this.now - step.ago * HOUR).toISOString(),
    };
    await runInNewContext(context, () =>
      this.app.get(DataSource).transaction(async (manager) => {
        await this.offer(manager, step);
        if (step.invoice !== undefined) {
          await this.bill(manager, step.invoice, step);
        }
      }),
    );
  }

  private async offer(manager: EntityManager, { products = [] }: DemoBillingStep): Promise<void> {
    const at = happenedAt();
    const offered = products.map((product) =>
      manager.create(Product, {
        ...product,
        currency: DEMO_CURRENCY,
        createdAt: at,
        updatedAt: at,
      }),
    );
    await manager.save(offered);
  }

  private async bill(manager: EntityManager, word: string, step: DemoBillingStep): Promise<void> {
    const { draftFor, items = [], act } = step;
    const acts = this.app.get(InvoiceActs);
    if (draftFor !== undefined) {
      const userId = this.people.get(draftFor)?.id ?? '';
      const { id } = await acts.draft(manager, { userId, currency: DEMO_CURRENCY });
      this.invoices.set(word, id);
    }
    const id = this.invoices.get(word) ?? '';
    const invoice = await this.app.get(LockedInvoices).lock(manager, id);
    for (const { product, ...item } of items) {
      const productId = product && (await manager.findOneByOrFail(Product, { name: product })).id;
      await this.app.get(InvoiceItemActs).add(manager, invoice, { ...item, productId });
    }
    if (act !== undefined) {
      await acts[act](manager, invoice);
    }
  }
}
