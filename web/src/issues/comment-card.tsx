import { ActionIcon, Menu } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  type Comment,
  deleteComment,
  editComment,
  nameOf,
  type TimelineEntry,
  type TimelinePart,
} from '../api/issues.js';
import { mayOperate, mayWrite, type User } from '../api/session.js';
import { Avatar } from '../ui/avatar.js';
import { copyText } from '../ui/copy-text.js';
import { Icon } from '../ui/icon.js';
import { RelativeTime } from '../ui/relative-time.js';
import { tellFailure } from '../ui/toasts.js';
import { TraceLink } from '../ui/trace-link.js';
import { BodyForm } from './body-form.js';
import classes from './issue-page.module.css';
import { TextBody } from './text-body.js';

interface CommentCardProps {
  entry: TimelineEntry;
  part: TimelinePart;
  comment: Comment;
  user: User | null | undefined;
  linked: string | undefined;
}

export function CommentCard({ entry, part, comment, user, linked }: CommentCardProps) {
  const [editing, setEditing] = useState(false);
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteComment(comment),
    onError: tellFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['issues'] }),
  });
  const own = user?.id === comment.author.id && mayWrite(user);
  const mayEdit = own || mayOperate(user);
  const copyLink = (): void => {
    const link = new URL(window.location.href);
    link.searchParams.set('event', entry.id);
    void copyText(link.href);
  };
  return (
    <li
      className={classes.card}
      data-row
      data-event={entry.id}
      data-kind="comment_added"
      data-linked={part.id === linked}
      tabIndex={-1}
    >
      <div className={classes.cardHead}>
        <Avatar name={nameOf(comment.author)} size={24} />
        <span>
          <b>{nameOf(comment.author)}</b> commented <RelativeTime at={part.occurred_at} />
          {comment.version > 1 && ' · edited'}
        </span>
        <span className={classes.cardActs}>
          {part.correlation_id !== null && (
            <TraceLink id={part.correlation_id} node={`event:${part.id}`} />
          )}
          <Menu position="bottom-end" shadow="md" width={200}>
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label={`Comment ${comment.id}: more`}>
                <Icon name="dots" />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<Icon name="link" />} onClick={copyLink}>
                Copy a link to it
              </Menu.Item>
              {mayEdit && (
                <>
                  <Menu.Item leftSection={<Icon name="pencil" />} onClick={() => setEditing(true)}>
                    Edit
                  </Menu.Item>
                  <Menu.Item leftSection={<Icon name="trash" />} onClick={() => remove.mutate()}>
                    Delete
                  </Menu.Item>
                </>
              )}
            </Menu.Dropdown>
          </Menu>
        </span>
      </div>
      {editing ? (
        <BodyForm
          label="Comment"
          body={comment.body}
          save={(body) => editComment(comment, body)}
          onDone={() => setEditing(false)}
        />
      ) : (
        <TextBody text={comment.body} />
      )}
    </li>
  );
}
