// `npm run demo:psql`: psql on the database of the running instance, with an edit to try; or the
// command to type where there is no psql.
import { spawn } from 'node:child_process';
import { dataFolderPath, readRun } from './lib/data-folder.mjs';
import { isRunning } from './lib/process-identity.mjs';

const HINT = `
Change an item of an invoice, and watch the invoice follow in the console:

  UPDATE invoice_items SET quantity = quantity + 1 WHERE id = 1;
  SELECT number, total_price FROM invoices ORDER BY id;

Say who you are and why, if you like, before you do:

  SELECT backstory.act_as('alice', 'a customer called');
`;

/** @returns {string | undefined} */
function databaseUrl() {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL;
  const run = readRun(dataFolderPath());
  return run && isRunning(run.launcher) ? run.env.DATABASE_URL : undefined;
}

/** @param {string} url */
function openPsql(url) {
  // Ctrl-C in psql cancels a statement; it must not end the script around it.
  process.on('SIGINT', () => undefined);
  const { open, password } = withoutPassword(url);
  const env = { PGAPPNAME: 'psql by hand', ...password, ...process.env };
  const child = spawn('psql', [open, ...process.argv.slice(2)], { stdio: 'inherit', env });
  child.on('error', () => {
    console.log(`There is no psql on PATH. Where there is one, type:\n\n  psql '${url}'`);
    process.exitCode = 1;
  });
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}

/**
 * Other users of the machine see the arguments of a process, not its environment.
 *
 * @param {string} url
 */
function withoutPassword(url) {
  const open = new URL(url);
  const password = decodeURIComponent(open.password);
  open.password = '';
  return { open: open.href, password: password && { PGPASSWORD: password } };
}

const url = databaseUrl();
if (url) {
  if (process.argv.length === 2) console.log(HINT);
  openPsql(url);
} else {
  console.error('Nothing runs here. Run "npm start" first, or set DATABASE_URL.');
  process.exitCode = 1;
}
