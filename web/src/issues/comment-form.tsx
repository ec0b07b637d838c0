import { Button, Menu, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { addComment, closeIssue, type Issue, reopenIssue } from '../api/issues.js';
import { mayOperate, mayWrite, type User } from '../api/session.js';
import { useShortcuts } from '../shell/use-shortcuts.js';
import { Icon } from '../ui/icon.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import classes from './issue-page.module.css';

interface CommentFormProps {
  issue: Issue;
  user: User | null | undefined;
}

type End = 'completed' | 'not_planned' | 'reopen';

/** Says something, and closes or opens the issue with it. */
export function CommentForm({ issue, user }: CommentFormProps) {
  const [text, setText] = useState('');
  const input = useRef<HTMLTextAreaElement>(null);
  const queryClient = useQueryClient();
  const send = useMutation({
    mutationFn: async (end?: End) => {
      const body = text.trim();
      if (body !== '') await addComment(issue.id, body);
      setText('');
      if (end === 'reopen') await reopenIssue(issue.id);
      else if (end !== undefined) await closeIssue(issue.id, end);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['issues'] }),
  });
  useShortcuts({ r: () => input.current?.focus() });

  if (!mayWrite(user)) {
    return <p className={classes.closedForm}>To comment, one has to be a member.</p>;
  }
  if (issue.locked && !mayOperate(user)) {
    return (
      <p className={classes.closedForm}>
        <Icon name="lock" size={14} /> This issue is locked: only operators comment.
      </p>
    );
  }
  const empty = text.trim() === '';
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!empty) send.mutate(undefined);
      }}
    >
      <Textarea
        ref={input}
        label="Comment"
        placeholder="What is there to say? @name mentions somebody, WEB-12 another issue."
        autosize
        minRows={3}
        maxRows={16}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !empty) {
            send.mutate(undefined);
          }
        }}
      />
      {send.error && <ProblemNotice error={send.error} />}
      <div className={classes.buttons}>
        <EndButton issue={issue} empty={empty} onEnd={(end) => send.mutate(end)} />
        <Button type="submit" loading={send.isPending} disabled={empty}>
          Comment
        </Button>
      </div>
    </form>
  );
}

interface EndButtonProps {
  issue: Issue;
  empty: boolean;
  onEnd: (end: End) => void;
}

function EndButton({ issue, empty, onEnd }: EndButtonProps) {
  if (issue.state === 'closed') {
    return (
      <Button variant="default" onClick={() => onEnd('reopen')}>
        {empty ? 'Reopen' : 'Reopen with comment'}
      </Button>
    );
  }
  return (
    <Button.Group>
      <Button
        variant="default"
        leftSection={<Icon name="issueClosed" />}
        onClick={() => onEnd('completed')}
      >
        {empty ? 'Close' : 'Close with comment'}
      </Button>
      <Menu shadow="md" position="top-end">
        <Menu.Target>
          <Button variant="default" px={8} aria-label="More ways to close">
            <Icon name="chevronDown" size={14} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onEnd('completed')}>Close as completed</Menu.Item>
          <Menu.Item onClick={() => onEnd('not_planned')}>Close as not planned</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  );
}
