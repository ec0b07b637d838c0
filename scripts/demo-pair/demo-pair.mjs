import { parseArgs } from 'node:util';
import { reportFailure } from '../lib/report-failure.mjs';
import { runPair } from './run-pair.mjs';

const HELP = `Two deployments that keep their posts together, and a link between them that is cut and healed.

  npm run demo:pair              tells the story, then both stay up until Ctrl-C
  npm run demo:pair -- --exit    ends after the story; exit code 1 when the two disagree
  npm run demo:pair -- --help    this page

  PORT            port of the central deployment (any free one)
  FACADE_PORT     port of the facade (any free one)
  BACKSTORY_DATA  folder whose pair/ holds data, logs and secrets (.backstory)

It has an embedded PostgreSQL of its own, whatever else runs. The data stays, and the next run goes on
with it; remove .backstory/pair to forget it.
`;

const OPTIONS = {
  exit: { type: /** @type {const} */ ('boolean'), default: false },
  help: { type: /** @type {const} */ ('boolean'), short: 'h', default: false },
};

/** @param {string[]} args */
export async function demoPair(args) {
  const options = parse(args);
  if (options.help) {
    process.stdout.write(HELP);
    return;
  }
  try {
    process.exitCode = (await runPair(options)) ? 0 : 1;
  } catch (error) {
    process.exitCode = 1;
    reportFailure(error);
  }
  process.exit();
}

function parse(args) {
  try {
    return parseArgs({ args, options: OPTIONS, strict: true }).values;
  } catch (error) {
    console.error(`${error.message}\n\n${HELP}`);
    return process.exit(2);
  }
}
