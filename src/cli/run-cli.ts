import { parseArgs } from 'node:util';
import { EXIT, UsageError, type CliCommand, type CliInput } from './cli-command.js';
import { commandHelp, generalHelp } from './cli-help.js';

type Surroundings = Pick<CliInput, 'print' | 'printError' | 'env'>;

/** Runs one command line and answers the exit code; never throws. */
export async function runCli(
  commands: readonly CliCommand[],
  line: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const [name, ...rest] = line;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    surroundings.print(generalHelp(commands));
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    surroundings.printError(`Unknown command "${name}".\n\n${generalHelp(commands)}`);
    return EXIT.usage;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    surroundings.print(commandHelp(command));
    return EXIT.ok;
  }
  return runCommand(command, rest, surroundings);
}

async function runCommand(
  command: CliCommand,
  rest: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  try {
    await command.run({ ...surroundings, ...parse(command, rest) });
    return EXIT.ok;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof UsageError) {
      surroundings.printError(`${message}\n\n${commandHelp(command)}`);
      return EXIT.usage;
    }
    surroundings.printError(message);
    return EXIT.failed;
  }
}

function parse(command: CliCommand, rest: readonly string[]): Pick<CliInput, 'options' | 'args'> {
  try {
    const parsed = parseArgs({ args: [...rest], options: command.options, allowPositionals: true });
    const most = command.maxArgs ?? 0;
    if (parsed.positionals.length > most) {
      throw new UsageError(`"${parsed.positionals[most]}" is one argument too many.`);
    }
    return { options: parsed.values, args: parsed.positionals };
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError((error as Error).message);
  }
}
