// `npm start`: everything from a fresh clone to a running Backstory, with nothing but Node installed.
// Only this file must parse and run on an old Node, so that it can say which one is wanted.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Backstory needs Node 20.19 or newer; this is ${process.versions.node}.`);
  console.error(
    '  Install a current one (https://nodejs.org, or your version manager) and try again.',
  );
  process.exit(1);
}

const { start } = await import('./lib/start.mjs');
await start(process.argv.slice(2));
