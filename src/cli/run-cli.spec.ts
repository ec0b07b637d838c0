import { beforeEach, describe, expect, it } from 'vitest';
import { UsageError, type CliCommand } from './cli-command.js';
import { runCli } from './run-cli.js';

const command = (name: string, run: CliCommand['run']): CliCommand => ({
  name,
  summary: `Does ${name}.`,
  usage: '[thing]',
  options: { loud: { type: 'boolean', help: 'Says it twice.' } },
  maxArgs: 1,
  run,
});

describe('runCli', () => {
  let said: string[];
  let complained: string[];

  beforeEach(() => {
    said = [];
    complained = [];
  });

  it.each([
    [['migrate'], 'migrate', undefined],
    [['pick', 'fruit', 'apple', '--loud'], 'pick fruit', 'apple'],
  ])('runs %j', async (line, name, argument) => {
    expect(await run(line)).toBe(0);
    expect(said).toEqual([`${name} ${argument}`]);
  });

  it.each([
    [[], 2],
    [['--help'], 0],
    [['pick'], 2],
    [['pick', '--help'], 0],
    [['pick', 'stone'], 2],
    [['pick', 'fruit', '--help'], 0],
    [['pick', 'fruit', 'apple', 'pear'], 2],
    [['pick', 'fruit', '--quiet'], 2],
    [['fail'], 1],
    [['misuse'], 2],
  ])('answers %j with %i and some help', async (line, code) => {
    expect(await run(line)).toBe(code);
    expect([...said, ...complained].join('\n')).not.toBe('');
  });

  it('lists the commands of a group when the second word is missing or unknown', async () => {
    await run(['pick', 'stone']);
    expect(complained.join('\n')).toContain('Unknown command "pick stone"');
    expect(complained.join('\n')).toContain('pick fruit');
    expect(complained.join('\n')).not.toContain('migrate');
  });

  function run(line: string[]): Promise<number> {
    const commands = ['migrate', 'pick fruit'].map((name) =>
      command(name, ({ args, print }) => Promise.resolve(print(`${name} ${args[0]}`))),
    );
    const failing = command('fail', () => Promise.reject(new Error('no luck')));
    const misused = command('misuse', () => Promise.reject(new UsageError('not so')));
    return runCli([...commands, failing, misused], line, {
      print: (text) => said.push(text),
      printError: (text) => complained.push(text),
      env: {},
    });
  }
});
