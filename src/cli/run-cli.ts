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
  const [name] = line;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    surroundings.print(generalHelp(commands));
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  const command = commands.find((candidate) => isCalledBy(candidate, line));
  if (!command) {
    const group = commands.filter((candidate) => candidate.name.startsWith(`${name} `));
    const help = generalHelp(group.length > 0 ? group : commands);
    if (group.length > 0 && (line.includes('--help') || line.includes('-h'))) {
      surroundings.print(help);
      return EXIT.ok;
    }
    const given = group.length > 0 ? line.slice(0, 2).join(' ') : name;
    surroundings.printError(`Unknown command "${given}".\n\n${help}`);
    return EXIT.usage;
  }
  const rest = line.slice(wordsOf(command).length);
  if (rest.includes('--help') || rest.includes('-h')) {
    surroundings.print(commandHelp(command));
    return EXIT.ok;
  }
  return runCommand(command, rest, surroundings);
}

/** A command's name is one word or two: `migrate`, `capture doctor`. */
function isCalledBy(command: CliCommand, line: readonly string[]): boolean {
  return wordsOf(command).every((word, index) => word === line[index]);
}

function wordsOf(command: CliCommand): string[] {
  return command.name.split(' ');
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
