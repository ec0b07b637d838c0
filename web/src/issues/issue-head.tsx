import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { editIssue, type Issue, nameOf } from '../api/issues.js';
import { mayOperate, type User } from '../api/session.js';
import { Icon } from '../ui/icon.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { RelativeTime } from '../ui/relative-time.js';
import classes from './issue-page.module.css';

interface IssueHeadProps {
  issue: Issue;
  user: User | null | undefined;
}

export function IssueHead({ issue, user }: IssueHeadProps) {
  const [editing, setEditing] = useState(false);
  const { state, closed_reason: reason } = issue;
  const own = user?.id === issue.author.id && user.role !== 'viewer';
  return (
    <header>
      <nav className={classes.crumbs} aria-label="Where you are">
        <Link to="/issues">Issues</Link>
        <Icon name="chevronRight" size={13} />
        <Link to="/issues" search={{ project: issue.project.key }}>
          {issue.project.name}
        </Link>
        <Icon name="chevronRight" size={13} />
        <span>{issue.reference}</span>
      </nav>
      {editing ? (
        <TitleForm issue={issue} onDone={() => setEditing(false)} />
      ) : (
        <div className={classes.titleLine}>
          <h1 className={classes.title}>
            {issue.title} <span className={classes.number}>{issue.reference}</span>
          </h1>
          {(own || mayOperate(user)) && (
            <Button variant="default" size="xs" onClick={() => setEditing(true)}>
              Edit title
            </Button>
          )}
        </div>
      )}
      <p className={classes.meta}>
        <span className={classes.state} data-state={state}>
          <Icon name={state === 'open' ? 'issue' : 'issueClosed'} size={15} />
          {state === 'open' ? 'Open' : 'Closed'}
          {reason !== null && reason !== 'completed' && ` as ${reason.replaceAll('_', ' ')}`}
        </span>
        {issue.duplicate_of && (
          <Link to="/issues/$id" params={{ id: issue.duplicate_of.id }}>
            {issue.duplicate_of.reference}
          </Link>
        )}
        <span>
          <b>{nameOf(issue.author)}</b> opened this <RelativeTime at={issue.created_at} />
        </span>
        <span>
          {issue.comment_count} {issue.comment_count === 1 ? 'comment' : 'comments'}
        </span>
        {issue.locked && (
          <span>
            <Icon name="lock" size={13} /> locked
          </span>
        )}
        {issue.pinned && (
          <span>
            <Icon name="pin" size={13} /> pinned
          </span>
        )}
      </p>
    </header>
  );
}

function TitleForm({ issue, onDone }: { issue: Issue; onDone: () => void }) {
  const [title, setTitle] = useState(issue.title);
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: () => editIssue(issue, { title: title.trim() }),
    onSuccess: onDone,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['issues'] }),
  });
  return (
    <form
      className={classes.titleForm}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TextInput
        aria-label="Title"
        value={title}
        maxLength={256}
        onChange={(event) => setTitle(event.currentTarget.value)}
        autoFocus
      />
      <Button type="submit" loading={save.isPending} disabled={title.trim() === ''}>
        Save
      </Button>
      <Button variant="default" onClick={onDone}>
        Cancel
      </Button>
      {save.error && <ProblemNotice error={save.error} />}
    </form>
  );
}
