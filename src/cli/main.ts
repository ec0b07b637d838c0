import 'reflect-metadata';
import { COMMANDS } from './commands/index.js';
import { runCli } from './run-cli.js';

process.exitCode = await runCli(COMMANDS, process.argv.slice(2), {
  print: (line) => console.log(line),
  printError: (line) => console.error(line),
  env: process.env,
});
