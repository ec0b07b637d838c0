import { getRouteApi, Link } from '@tanstack/react-router';
import { actorName } from '../ui/actor-name.js';
import { formatAbsolute } from '../ui/format-time.js';
import { describeNode, kindName } from './describe-node.js';
import { formatLength } from '../ui/format-length.js';
import classes from './trace-page.module.css';
import { timesOf } from './trace-times.js';
import type { TraceTree } from './trace-tree.js';

const route = getRouteApi('/shell/correlations/$id');

/** How much of what it was, by whom, when and how long; a kind is a way to search for it. */
export function TraceSummary({ tree, cut }: { tree: TraceTree; cut: boolean }) {
  const { id } = route.useParams();
  const times = timesOf(tree, Date.now());
  const counts = new Map<string, number>();
  for (const { node } of tree.inOrder) counts.set(node.kind, (counts.get(node.kind) ?? 0) + 1);
  const first = tree.inOrder.find(({ node }) => describeNode(node).who !== null)?.node;
  const who = first && (first['whodunnit'] ?? describeNode(first).who);
  const reason = tree.inOrder.find(({ node }) => typeof node['reason'] === 'string')?.node;
  return (
    <div className={classes.summary}>
      <ul className={classes.kinds} aria-label="What it consists of">
        {[...counts].map(([kind, count]) => (
          <li key={kind}>
            <Link
              to="/correlations/$id"
              params={{ id }}
              search={(before) => ({ ...before, q: `kind:${kind}` })}
              title={`Find the ${kindName(kind, 2)}`}
            >
              <b>{count.toLocaleString('en')}</b> {kindName(kind, count)}
            </Link>
          </li>
        ))}
      </ul>
      <p>
        {cut && 'Only the beginning is shown. '}
        {typeof who === 'string' && (
          <>
            By <b title={who}>{actorName(who)}</b>,{' '}
          </>
        )}
        {formatAbsolute(new Date(times.start))}, over {formatLength(times.end - times.start)}
      </p>
      {reason && <p className={classes.reason}>“{String(reason['reason'])}”</p>}
    </div>
  );
}
