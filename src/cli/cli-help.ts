import type { CliCommand } from './cli-command.js';

const PROGRAM = 'backstory';

/** The list of commands. */
export function generalHelp(commands: readonly CliCommand[]): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  const lines = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return [
    `Usage: ${PROGRAM} <command> [options]`,
    '',
    'Commands:',
    ...lines,
    '',
    `Run "${PROGRAM} <command> --help" for a command's options.`,
  ].join('\n');
}

/** One command's usage and options. */
export function commandHelp(command: CliCommand): string {
  const options = Object.entries(command.options).map(([name, option]) => {
    const value = option.type === 'string' ? ' <value>' : '';
    const short = option.short ? `-${option.short}, ` : '';
    return [`${short}--${name}${value}`, option.help] as const;
  });
  options.push(['-h, --help', 'Shows this.']);
  const width = Math.max(...options.map(([flag]) => flag.length));
  return [
    `Usage: ${[PROGRAM, command.name, command.usage].filter(Boolean).join(' ')}`,
    '',
    command.summary,
    '',
    'Options:',
    ...options.map(([flag, help]) => `  ${flag.padEnd(width)}  ${help}`),
  ].join('\n');
}
