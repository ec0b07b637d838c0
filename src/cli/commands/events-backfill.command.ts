import { Backfills, type BackfillProgress } from '../../platform/events/index.js';
import { type CliCommand, type CliInput, UsageError } from '../cli-command.js';
import { withProgress } from '../progress/with-progress.js';
import { withDomains } from '../with-domains.js';

/** `backstory events:backfill`: works through past events, or says how far that is. */
export const eventsBackfillCommand: CliCommand = {
  name: 'events:backfill',
  summary: 'Runs a backfill over past events, goes on with it, or lists all.',
  usage: '[name] [--dry-run | --pause | --restart]',
  options: {
    'dry-run': { type: 'boolean', default: false, help: 'Do everything and keep nothing.' },
    pause: { type: 'boolean', default: false, help: 'Stop it, in whichever process it runs.' },
    restart: { type: 'boolean', default: false, help: 'Begin again, however far it got.' },
  },
  maxArgs: 1,
  async run(input) {
    const { options, args, print } = input;
    const [name] = args;
    const flags = ['dry-run', 'pause', 'restart'].filter((flag) => options[flag] === true);
    if (flags.length > 1 || (name === undefined && flags.length > 0)) {
      throw new UsageError('Name one backfill, and one of --dry-run, --pause, --restart at most.');
    }
    await withDomains(input, 'events-backfill', async (app) => {
      const backfills = app.get(Backfills);
      if (name === undefined) {
        await list(backfills, print);
      } else if (options.pause === true) {
        print(sentence(await backfills.pause(name)));
      } else {
        await runOne(backfills, name, input);
      }
    });
  },
};

async function list(backfills: Backfills, print: CliInput['print']): Promise<void> {
  const started = await backfills.list();
  for (const progress of started) {
    print(sentence(progress));
  }
  const fresh = backfills.names().filter((name) => started.every((one) => one.name !== name));
  for (const name of fresh) {
    print(`${name}: never started`);
  }
  if (started.length + fresh.length === 0) {
    print('There are no backfills.');
  }
}

async function runOne(backfills: Backfills, name: string, { options, print }: CliInput) {
  const end = await withProgress('events', (report) =>
    backfills.run(name, {
      dryRun: options['dry-run'] === true,
      restart: options.restart === true,
      signal: report.signal,
      onProgress: ({ processed, total }) => report.show(processed, total, name),
    }),
  );
  print(`${options['dry-run'] === true ? 'Dry run, nothing was kept. ' : ''}${sentence(end)}`);
}

function sentence({ name, state, processed, total, error }: BackfillProgress): string {
  return `${name}: ${state}, ${processed} of ${total} events${error === null ? '' : ` (${error})`}`;
}
