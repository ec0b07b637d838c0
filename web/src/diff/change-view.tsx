import { Icon } from '../ui/icon.js';
import classes from './diff.module.css';
import { TextDiffView } from './text-diff-view.js';
import { isShortPair, showValue } from './value-text.js';
import { ValueView } from './value-view.js';

interface ChangeViewProps {
  before: unknown;
  after: unknown;
  /** Only one side is worth showing when a record begins or ends. */
  only?: 'before' | 'after';
}

/** Old and new, told apart by sign and by colour. */
export function ChangeView({ before, after, only }: ChangeViewProps) {
  if (only === 'after') return <ValueView value={after} />;
  if (only === 'before') return <ValueView value={before} />;
  const old = showValue(before);
  const fresh = showValue(after);
  const texts = [old, fresh].every((side) => side.kind === 'short' || side.kind === 'long');
  if (texts && !isShortPair(before, after)) {
    return <TextDiffView before={old.text} after={fresh.text} />;
  }
  return (
    <span className={classes.pair} data-stacked={old.kind === 'long' || fresh.kind === 'long'}>
      <del className={classes.old}>
        <span className="visually-hidden">from </span>
        <ValueView value={before} />
      </del>
      <span className={classes.arrow}>
        <Icon name="arrowRight" size={14} />
      </span>
      <ins className={classes.new}>
        <span className="visually-hidden">to </span>
        <ValueView value={after} />
      </ins>
    </span>
  );
}
