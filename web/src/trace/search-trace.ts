import { describeNode } from './describe-node.js';
import type { TraceBranch, TraceTree } from './trace-tree.js';

/** The nodes that have all the words, `kind:delivery` and `state:dead` among them; in their order. */
export function searchTrace(tree: TraceTree, query: string | undefined): TraceBranch[] {
  const words = (query ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return tree.inOrder.filter((branch) => {
    const { node } = branch;
    const story = describeNode(node);
    const text = story.text.toLowerCase();
    return words.every((word) => {
      if (word.startsWith('kind:')) return node.kind === word.slice(5);
      if (word.startsWith('state:')) return story.state === word.slice(6);
      return text.includes(word) || branch.key === word;
    });
  });
}
