import { ActionIcon, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { editIssue, type Issue, nameOf } from '../api/issues.js';
import { mayOperate, mayWrite, type User } from '../api/session.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { RelativeTime } from '../ui/relative-time.js';
import { BodyForm } from './body-form.js';
import classes from './issue-page.module.css';
import { TextBody } from './text-body.js';

interface DescriptionCardProps {
  issue: Issue;
  user: User | null | undefined;
}

/** What the issue says. */
export function DescriptionCard({ issue, user }: DescriptionCardProps) {
  const [editing, setEditing] = useState(false);
  const own = user?.id === issue.author.id && mayWrite(user);
  return (
    <article className={classes.card} aria-label="Description">
      <div className={classes.cardHead}>
        <Avatar name={nameOf(issue.author)} size={24} />
        <span>
          <b>{nameOf(issue.author)}</b> wrote <RelativeTime at={issue.created_at} />
        </span>
        {(own || mayOperate(user)) && (
          <span className={classes.cardActs}>
            <Tooltip label="Edit the description">
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label="Edit the description"
                onClick={() => setEditing(true)}
              >
                <Icon name="pencil" size={15} />
              </ActionIcon>
            </Tooltip>
          </span>
        )}
      </div>
      {editing ? (
        <BodyForm
          label="Description"
          body={issue.body}
          save={(body) => editIssue(issue, { body })}
          onDone={() => setEditing(false)}
        />
      ) : (
        <TextBody text={issue.body} />
      )}
    </article>
  );
}
