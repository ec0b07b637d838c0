import type { CliCommand, CliInput } from '../cli-command.js';
import { migrateCommand } from './migrate.command.js';
import { seedCommand } from './seed.command.js';
import { signInLinkCommand } from './sign-in-link.command.js';

/**
 * `backstory prepare`: all that `npm start` does with the database before the app, in one process,
 * since a process of its own for each costs seconds. Prints the last line of each step.
 */
export const prepareCommand: CliCommand = {
  name: 'prepare',
  summary: 'Migrates, writes the demo when asked, prints a sign-in link: npm start runs it first.',
  usage: '[--seed]',
  options: { seed: { type: 'boolean', help: 'Also fill an empty database with the demo.' } },
  async run(input) {
    await step(input, migrateCommand, 'the database could not be migrated');
    if (input.options.seed === true) {
      await step(input, seedCommand, 'the demo could not be written');
    }
    await step(input, signInLinkCommand, 'nobody can be signed in').catch((error: Error) =>
      // Nothing that the app could not run without.
      input.printError(error.message),
    );
  },
};

async function step(input: CliInput, command: CliCommand, failure: string): Promise<void> {
  let last = '';
  try {
    await command.run({ ...input, options: {}, print: (line) => (last = line) });
  } catch (error) {
    throw new Error(`${failure}: ${(error as Error).message}`, { cause: error });
  }
  input.print(last);
}
