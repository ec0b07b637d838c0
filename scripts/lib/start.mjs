import { parseArgs } from 'node:util';
import { launch } from './launch.mjs';
import { reportFailure } from './report-failure.mjs';

const HELP = `Starts Backstory: installs, builds, starts what it needs, opens nothing to the network.

  npm start                    http://localhost:3000, data under .backstory/
  npm start -- --embedded      without Redis, even where a redis-server is on PATH
  npm start -- --watch         rebuilds and restarts the app when a source changes
  npm start -- --help          this page

  PORT                port of the app (3000)
  DATABASE_URL        a PostgreSQL server of your own instead of the embedded one
  REDIS_URL           a Redis of your own instead of a private child
  BACKSTORY_SMTP_URL  a mail server of your own instead of a page that shows what is sent
  BACKSTORY_DATA      folder of data, secrets and logs (.backstory)

Ctrl-C stops the app, then Redis, then PostgreSQL. The data stays; remove .backstory to forget it.
`;

const OPTIONS = {
  embedded: { type: /** @type {const} */ ('boolean'), default: false },
  watch: { type: /** @type {const} */ ('boolean'), default: false },
  help: { type: /** @type {const} */ ('boolean'), short: 'h', default: false },
};

/** @param {string[]} args */
export async function start(args) {
  const options = parse(args);
  if (options.help) {
    process.stdout.write(HELP);
    return;
  }
  try {
    await launch(options);
    process.exitCode = 0;
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
