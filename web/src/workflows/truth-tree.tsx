import type { Catalogue, TruthNode } from '../api/workflows.js';
import { Icon, type IconName } from '../ui/icon.js';
import { showValue } from './value-text.js';
import { operatorWords } from './workflow-words.js';
import classes from './truth-tree.module.css';

interface TruthTreeProps {
  root: TruthNode;
  catalogue: Catalogue | undefined;
}

/** How each condition came out: by sign and word, and what the value was. */
export function TruthTree({ root, catalogue }: TruthTreeProps) {
  if (root.kind !== 'condition' && (root.children ?? []).length === 0) {
    return <p className={classes.always}>There are no conditions: it always matches.</p>;
  }
  return (
    <ul className={classes.tree} aria-label="How the conditions came out">
      <TruthItem node={root} catalogue={catalogue} />
    </ul>
  );
}

function TruthItem({ node, catalogue }: { node: TruthNode; catalogue: Catalogue | undefined }) {
  const { icon, word } = outcomes[String(node.result) as keyof typeof outcomes];
  return (
    <li data-path={node.path} data-result={String(node.result)}>
      <span className={classes.line}>
        <span className={classes.sign} title={word}>
          <Icon name={icon} size={13} />
          <span className="visually-hidden">{word}: </span>
        </span>
        {node.kind === 'condition' ? (
          <ConditionWords node={node} catalogue={catalogue} />
        ) : (
          <span>{groupWords[node.kind]}</span>
        )}
      </span>
      {node.children && (
        <ul>
          {node.children.map((child) => (
            <TruthItem key={child.path} node={child} catalogue={catalogue} />
          ))}
        </ul>
      )}
    </li>
  );
}

function ConditionWords({
  node,
  catalogue,
}: {
  node: TruthNode;
  catalogue: Catalogue | undefined;
}) {
  const { attribute = '', operator = '', expected, actual, missing } = node;
  return (
    <span className={classes.condition}>
      <code>{attribute}</code> {operatorWords(catalogue, operator)} <b>{showValue(expected)}</b>
      <span className={classes.actual}>
        {missing === true ? 'there is no such value' : `it was ${showValue(actual) || 'empty'}`}
      </span>
    </span>
  );
}

const groupWords = { all: 'all of', any: 'any of', not: 'not' } as const;

const outcomes = {
  true: { icon: 'check', word: 'holds' },
  false: { icon: 'close', word: 'does not hold' },
  null: { icon: 'help', word: 'cannot be told' },
} as const satisfies Record<string, { icon: IconName; word: string }>;
