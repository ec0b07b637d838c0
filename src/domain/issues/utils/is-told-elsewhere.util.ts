import { currentContext } from '../../../platform/correlation/index.js';

/**
 * Whether the running act repeats what people did in another tracker. The names and keys in their
 * texts are not ours: whoever is called `@mia` there may be somebody else here.
 */
export function isToldElsewhere(): boolean {
  return currentContext()?.actor?.type === 'github';
}
