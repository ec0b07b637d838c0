import { TotalsVerifier } from '../../domain/billing/index.js';
import { type CliCommand, type CliInput, UsageError } from '../cli-command.js';
import { withProgress } from '../progress/with-progress.js';
import { withDomains } from '../with-domains.js';

const MOST_SECONDS = 3_600;

/** `backstory billing verify`: holds the total of every invoice against its items. */
export const billingVerifyCommand: CliCommand = {
  name: 'billing verify',
  summary: 'Adds every invoice up again; fails and lists them when a total differs.',
  usage: '[--patience seconds]',
  options: {
    patience: {
      type: 'string',
      default: '5',
      help: 'Seconds in all to wait for totals that are being corrected right now.',
    },
  },
  async run(input) {
    const patience = patienceOf(input);
    await withDomains(input, 'billing-verify', async (app) => {
      const began = Date.now();
      const found = await withProgress('invoices', (report) =>
        app.get(TotalsVerifier).run({
          patience,
          signal: report.signal,
          onDifference: ({ id, number, currency, kept, sum }) =>
            input.print(`${number} (id ${id}): says ${kept} ${currency}, its items are ${sum}`),
          onProgress: ({ checked, total, differences }) =>
            report.show(checked, total, `${differences} differences`),
        }),
      );
      const seconds = ((Date.now() - began) / 1000).toFixed(1);
      const verdict = `Verified ${found.checked} invoices in ${seconds} s: ${found.differences} differences.`;
      if (found.differences > 0) {
        throw new Error(
          `${verdict} Run "npm run backstory -- capture doctor" to see whether changes are followed.`,
        );
      }
      input.print(verdict);
    });
  },
};

function patienceOf({ options }: CliInput): number {
  const seconds = String(options.patience);
  if (!/^\d{1,4}$/.test(seconds) || Number(seconds) > MOST_SECONDS) {
    throw new UsageError(
      `--patience ${seconds} is no number of seconds from 0 to ${MOST_SECONDS}.`,
    );
  }
  return Number(seconds) * 1_000;
}
