// `npm run demo:pair`: two deployments of one machine that keep their posts together, and what
// becomes of them while nothing passes between the two.
import { checkNode } from './lib/check-node.mjs';

checkNode();
const { demoPair } = await import('./demo-pair/demo-pair.mjs');
await demoPair(process.argv.slice(2));
