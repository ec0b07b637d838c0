import { memo, type MouseEvent } from 'react';
import { ToneIcon } from '../ui/event-icon.js';
import { Icon } from '../ui/icon.js';
import { RecordLink } from '../ui/record-link.js';
import { StateChip } from '../ui/state-chip.js';
import { describeNode, kindName } from './describe-node.js';
import { NodeDetail } from './node-detail.js';
import type { Span } from './trace-times.js';
import type { TraceBranch } from './trace-tree.js';
import { formatLength } from '../ui/format-length.js';
import classes from './trace-view.module.css';

/** Deeper steps are drawn as if they were this deep. */
const DEEPEST = 14;

export interface TraceRowProps {
  branch: TraceBranch;
  index: number;
  top: number;
  measure: (element: HTMLElement | null) => void;
  span: Span | undefined;
  from: number;
  length: number;
  longest: boolean;
  folded: boolean;
  marked: boolean;
  opened: boolean;
  tabStop: boolean;
  onActivate: (key: string) => void;
  onToggle: (key: string) => void;
  onOpen: (key: string) => void;
  onReveal: (key: string) => void;
}

/** One step: its place in the tree and its place in time; opens into what is known of it. */
export const TraceRow = memo(function TraceRow(props: TraceRowProps) {
  const { branch, index, top, measure, span, from, folded, marked, opened, tabStop } = props;
  const { onActivate, onToggle, onOpen, onReveal } = props;
  const { key, node, depth, below, parent } = branch;
  const siblings = parent?.children;
  const story = describeNode(node);
  const offset = span === undefined ? null : formatLength(span.start - from);
  // Whoever speaks to the page says what they see, so all of that is in the name, in its order.
  const seen = [
    story.who,
    story.words,
    story.record && `${story.record.type} #${story.record.id}`,
    folded && `+${below}`,
    story.state?.replaceAll('_', ' '),
    span && lengthOf(span),
  ];
  const spoken = `${kindName(node.kind)}: ${seen.filter(Boolean).join(' ')}${offset === null ? '' : `, after ${offset}`}`;
  const onClick = (event: MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest('a, button, [data-detail]')) return;
    if (window.getSelection()?.isCollapsed === false) return;
    onActivate(key);
    onOpen(key);
  };
  return (
    <div
      ref={measure}
      role="treeitem"
      aria-level={depth + 1}
      aria-posinset={siblings ? siblings.indexOf(branch) + 1 : undefined}
      aria-setsize={siblings?.length}
      aria-expanded={below > 0 ? !folded : undefined}
      aria-selected={opened}
      aria-label={spoken}
      className={classes.row}
      style={{ transform: `translateY(${top}px)` }}
      data-index={index}
      data-node={key}
      data-marked={marked}
      data-opened={opened}
      tabIndex={tabStop ? 0 : -1}
      onFocus={() => onActivate(key)}
      onClick={onClick}
    >
      <div className={classes.line}>
        <span className={classes.label} style={{ ['--depth' as string]: Math.min(depth, DEEPEST) }}>
          {below > 0 ? (
            <button
              type="button"
              className={classes.fold}
              tabIndex={-1}
              aria-hidden="true"
              data-folded={folded}
              onClick={() => onToggle(key)}
            >
              <Icon name="chevronDown" size={13} />
            </button>
          ) : (
            <span className={classes.leaf} />
          )}
          <ToneIcon {...story.style} size={22} />
          <span className={classes.words}>
            {story.who !== null && <b>{story.who}</b>} {story.words}{' '}
            {story.record !== null && (
              <RecordLink
                {...story.record}
                {...(node.kind === 'version' ? { version: node.id } : { event: node.id })}
                tabIndex={-1}
              />
            )}
          </span>
          {folded && <span className={classes.below}>+{below}</span>}{' '}
          {story.state !== null && <StateChip state={story.state} />}
        </span>{' '}
        <Bar {...props} />
      </div>
      {opened && <NodeDetail branch={branch} offset={offset} onReveal={onReveal} />}
    </div>
  );
});

function lengthOf({ start, end }: { start: number; end: number }): string {
  return end > start ? formatLength(end - start) : '';
}

function Bar({ span, from, length, longest, branch }: TraceRowProps) {
  if (span === undefined) return <span className={classes.track} />;
  const percent = (ms: number): string => `${(ms / length) * 100}%`;
  const at = (start: number, end: number) => ({
    left: percent(start - from),
    width: percent(end - start),
  });
  const text = lengthOf(span);
  const stretches = span.busy.length > 0 ? span.busy : [span];
  return (
    <span className={classes.track} aria-hidden="true">
      <span className={classes.reach} style={at(span.start, span.reach)} />
      {span.busy.length > 0 && (
        <span
          className={classes.bar}
          data-kind={branch.node.kind}
          data-waiting
          data-open={span.open}
          style={at(span.start, span.end)}
        />
      )}
      {stretches.map(({ start, end }) => (
        <span
          key={start}
          className={classes.bar}
          data-kind={branch.node.kind}
          data-longest={longest}
          data-open={span.open && span.busy.length === 0}
          style={at(start, end)}
        />
      ))}
      {text && (
        <span className={classes.length} style={placeOf(span, from, length)}>
          {text}
        </span>
      )}
    </span>
  );
}

/** Behind the bar, before it, or within it at its end: where there is room. */
function placeOf(span: Span, from: number, length: number) {
  const left = ((span.start - from) / length) * 100;
  const right = ((span.end - from) / length) * 100;
  if (right < 80) return { left: `${right}%` };
  return left > 20 ? { right: `${100 - left}%` } : { right: 4, top: -1 };
}
