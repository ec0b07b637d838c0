import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

/** An invoice whose total is not the sum of its items. */
export interface Difference {
  readonly id: string;
  readonly number: string;
  readonly currency: string;
  /** What it says. */
  readonly kept: string;
  /** What its items add up to. */
  readonly sum: string;
}

/** How far a verification is; `total` is an estimate while others write. */
export interface VerifyProgress {
  readonly checked: number;
  readonly total: number;
  readonly differences: number;
}

export interface VerifyOptions {
  /**
   * Milliseconds in all that differences are given to go away: what another program committed a
   * moment ago may still be on its way to the total. @defaultValue 5000
   */
  readonly patience?: number;
  readonly signal?: AbortSignal;
  /** Told of each as it is found. */
  readonly onDifference?: (difference: Difference) => void;
  readonly onProgress?: (progress: VerifyProgress) => void;
}

const PAGE = 1_000;
const PAUSE = 200;

const SUMS = `
  SELECT invoice.id, invoice.number, invoice.currency, invoice.total_price AS kept,
    coalesce(items.total, 0.00) AS sum
  FROM invoices AS invoice
  LEFT JOIN LATERAL (
    SELECT sum(total_price) AS total FROM invoice_items WHERE invoice_id = invoice.id
  ) AS items ON true`;

/** A page is one statement, so one moment: an invoice and its items are never seen at different times. */
const NEXT = `${SUMS} WHERE invoice.id > $1 ORDER BY invoice.id LIMIT ${PAGE}`;
const AGAIN = `${SUMS} WHERE invoice.id = ANY ($1) ORDER BY invoice.id`;

/** Adds every invoice up again, a page at a time. */
@Injectable()
export class TotalsVerifier {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** @returns how many invoices there are and how many differ */
  async run(options: VerifyOptions = {}): Promise<VerifyProgress> {
    const { signal, onDifference, onProgress } = options;
    let patience = options.patience ?? 5_000;
    let after = '0';
    let checked = 0;
    let differences = 0;
    const total = await this.count();
    for (;;) {
      signal?.throwIfAborted();
      const page = await this.dataSource.query<Difference[]>(NEXT, [after]);
      const last = page.at(-1);
      if (!last) {
        return { checked, total: checked, differences };
      }
      let wrong = page.filter(differs);
      while (wrong.length > 0 && patience > 0) {
        await delay(PAUSE, undefined, signal && { signal });
        patience -= PAUSE;
        const ids = wrong.map(({ id }) => id);
        wrong = (await this.dataSource.query<Difference[]>(AGAIN, [ids])).filter(differs);
      }
      wrong.forEach((difference) => onDifference?.(difference));
      checked += page.length;
      differences += wrong.length;
      after = last.id;
      onProgress?.({ checked, total: Math.max(total, checked), differences });
    }
  }

  private async count(): Promise<number> {
    const [row] = await this.dataSource.query<{ count: number }[]>(
      'SELECT count(*)::int AS count FROM invoices',
    );
    return row?.count ?? 0;
  }
}

/** Both have two decimals: equal amounts are equal texts. */
function differs({ kept, sum }: Difference): boolean {
  return kept !== sum;
}
