// `npm start`: everything from a fresh clone to a running Backstory, with nothing but Node installed.
// Only this file and its import must parse and run on an old Node, to say which one is wanted.
import { checkNode } from './lib/check-node.mjs';

checkNode();
const { start } = await import('./lib/start.mjs');
await start(process.argv.slice(2));
