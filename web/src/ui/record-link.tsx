import { Link } from '@tanstack/react-router';

interface RecordLinkProps {
  type: string;
  id: string;
  /** The version of it that is meant. */
  version?: string;
  /** The event of it that is meant: leads to the page of the record rather than to its history. */
  event?: string;
  tabIndex?: number;
}

/** Leads to a record: to its own page where it has one, else to its history. */
export function RecordLink({ type, id, version, event, tabIndex }: RecordLinkProps) {
  const text = `${type} #${id}`;
  if (type === 'Issue' && version === undefined) {
    return (
      <Link to="/issues/$id" params={{ id }} search={{ event }} tabIndex={tabIndex}>
        {text}
      </Link>
    );
  }
  return (
    <Link to="/records/$type/$id" params={{ type, id }} search={{ version }} tabIndex={tabIndex}>
      {text}
    </Link>
  );
}
