import { Link, useNavigate } from '@tanstack/react-router';
import { type ListedIssue, nameOf } from '../api/issues.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { RelativeTime } from '../ui/relative-time.js';
import classes from './issues-page.module.css';
import { LabelChip } from './label-chip.js';

interface IssueRowProps {
  issue: ListedIssue;
  onFilter: (filter: { label?: string; author?: string; assignee?: string }) => void;
}

/** One issue of the list; labels and people narrow it. */
export function IssueRow({ issue, onFilter }: IssueRowProps) {
  const { id, state, title, reference, author, labels, assignees, pinned, locked } = issue;
  const navigate = useNavigate();
  return (
    <li
      className={classes.item}
      data-row
      data-issue={id}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.target !== event.currentTarget) return;
        void navigate({ to: '/issues/$id', params: { id } });
      }}
    >
      <span className={classes.state} data-state={state} title={stateWord(issue)}>
        <Icon name={state === 'open' ? 'issue' : 'issueClosed'} size={18} />
        <span className="visually-hidden">{stateWord(issue)}</span>
      </span>
      <div className={classes.words}>
        <p className={classes.title}>
          <Link to="/issues/$id" params={{ id }}>
            {title}
          </Link>
          {labels.map((label) => (
            <button
              key={label.id}
              type="button"
              className={classes.plain}
              title={`Show only the label ${label.name}`}
              onClick={() => onFilter({ label: label.name })}
            >
              <LabelChip {...label} />
            </button>
          ))}
          {pinned && <Mark icon="pin" label="Pinned" />}
          {locked && <Mark icon="lock" label="Locked" />}
        </p>
        <p className={classes.meta}>
          {reference} opened <RelativeTime at={issue.created_at} /> by{' '}
          <button
            type="button"
            className={classes.plain}
            title={`Show only what ${author.name} opened`}
            onClick={() => onFilter({ author: author.name })}
          >
            {nameOf(author)}
          </button>
          {issue.milestone !== null && <> · {issue.milestone.title}</>}
        </p>
      </div>
      <span className={classes.side}>
        {assignees.map((person) => (
          <button
            key={person.id}
            type="button"
            className={classes.plain}
            title={`Assigned to ${nameOf(person)}; show only theirs`}
            aria-label={`Show only what is assigned to ${nameOf(person)}`}
            onClick={() => onFilter({ assignee: person.name })}
          >
            <Avatar name={nameOf(person)} size={22} />
          </button>
        ))}
        {issue.comment_count > 0 && (
          <span className={classes.comments} title={`${issue.comment_count} comments`}>
            <Icon name="comment" size={15} /> {issue.comment_count}
          </span>
        )}
      </span>
    </li>
  );
}

function Mark({ icon, label }: { icon: 'pin' | 'lock'; label: string }) {
  return (
    <span className={classes.mark} title={label}>
      <Icon name={icon} size={14} />
      <span className="visually-hidden">{label}</span>
    </span>
  );
}

function stateWord({ state, closed_reason: reason }: ListedIssue): string {
  if (state === 'open') return 'Open';
  return reason === null ? 'Closed' : `Closed as ${reason.replaceAll('_', ' ')}`;
}
