export { currentContext, runInContext, runInNewContext } from './correlation-context.js';
export type { Actor, CorrelationContext } from './correlation-context.js';
export { uuidv7 } from './utils/uuidv7.util.js';
