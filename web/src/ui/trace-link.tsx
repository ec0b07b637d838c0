import { Link } from '@tanstack/react-router';
import { Icon } from './icon.js';
import classes from './trace-link.module.css';

interface TraceLinkProps {
  id: string;
  /** The step to show first: `version:12`. */
  node?: string;
  tabIndex?: number;
}

/** Leads from a row to everything that happened with it. */
export function TraceLink({ id, node, tabIndex }: TraceLinkProps) {
  return (
    <Link
      to="/correlations/$id"
      params={{ id }}
      search={{ node }}
      className={classes.link}
      title="What it happened with"
      aria-label="Trace: what it happened with"
      tabIndex={tabIndex}
    >
      <Icon name="tree" size={15} />
    </Link>
  );
}
