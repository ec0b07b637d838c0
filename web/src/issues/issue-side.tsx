import { Button, Menu } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import {
  type Issue,
  labelsQuery,
  nameOf,
  setAssignee,
  setLabel,
  setLock,
  setPin,
  setSubscription,
} from '../api/issues.js';
import { mayOperate, mayWrite, type User } from '../api/session.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { tellFailure } from '../ui/toasts.js';
import { AssignForm } from './assign-form.js';
import classes from './issue-page.module.css';
import { LabelChip } from './label-chip.js';

interface IssueSideProps {
  issue: Issue;
  user: User | null | undefined;
}

/** What an issue is filed under, and who has to do with it. */
export function IssueSide({ issue, user }: IssueSideProps) {
  const act = useIssueAct();
  const write = mayWrite(user);
  return (
    <aside className={classes.side} aria-label="About this issue">
      <Part title="Assignees" edit={write && <AssigneeMenu issue={issue} user={user} act={act} />}>
        {issue.assignees.length === 0 && <span className={classes.none}>Nobody</span>}
        {issue.assignees.map((person) => (
          <span key={person.id} className={classes.person}>
            <Avatar name={nameOf(person)} size={20} /> {nameOf(person)}
          </span>
        ))}
      </Part>
      <Part title="Labels" edit={write && <LabelMenu issue={issue} act={act} />}>
        {issue.labels.length === 0 && <span className={classes.none}>None</span>}
        {issue.labels.map((label) => (
          <LabelChip key={label.id} {...label} />
        ))}
      </Part>
      {issue.milestone !== null && <Part title="Milestone">{issue.milestone.title}</Part>}
      <Part title="See also">
        <Link to="/records/$type/$id" params={{ type: 'Issue', id: issue.id }}>
          History and versions
        </Link>
        <Link to="/deliveries" search={{ item_type: 'Issue', item_id: issue.id }}>
          Deliveries
        </Link>
      </Part>
      <div className={classes.acts}>
        <Button
          variant="default"
          size="xs"
          leftSection={<Icon name="bell" size={14} />}
          onClick={() => act(() => setSubscription(issue.id, issue.subscribed !== true))}
        >
          {issue.subscribed === true ? 'Unsubscribe' : 'Subscribe'}
        </Button>
        {mayOperate(user) && (
          <>
            <Button
              variant="default"
              size="xs"
              leftSection={<Icon name="pin" size={14} />}
              onClick={() => act(() => setPin(issue.id, !issue.pinned))}
            >
              {issue.pinned ? 'Unpin' : 'Pin'}
            </Button>
            <Button
              variant="default"
              size="xs"
              leftSection={<Icon name="lock" size={14} />}
              onClick={() => act(() => setLock(issue.id, !issue.locked))}
            >
              {issue.locked ? 'Unlock' : 'Lock'}
            </Button>
          </>
        )}
      </div>
    </aside>
  );
}

type Act = (what: () => Promise<unknown>) => void;

/** Does something to the issue and reads it again; what the server refuses is said. */
function useIssueAct(): Act {
  const queryClient = useQueryClient();
  const mutation = useMutation({
    mutationFn: (what: () => Promise<unknown>) => what(),
    onError: tellFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['issues'] }),
  });
  return (what) => mutation.mutate(what);
}

interface PartProps {
  title: string;
  edit?: ReactNode;
  children: ReactNode;
}

function Part({ title, edit, children }: PartProps) {
  return (
    <section className={classes.part}>
      <h2>
        {title}
        {edit}
      </h2>
      <div>{children}</div>
    </section>
  );
}

function EditButton({ label, ...rest }: { label: string }) {
  return (
    <button type="button" {...rest} className={classes.edit} aria-label={label} title={label}>
      <Icon name="pencil" size={14} />
    </button>
  );
}

function LabelMenu({ issue, act }: { issue: Issue; act: Act }) {
  const labels = useQuery(labelsQuery(issue.project.id));
  const on = new Set(issue.labels.map(({ name }) => name));
  return (
    <Menu closeOnItemClick={false} shadow="md" position="bottom-end" width={230}>
      <Menu.Target>
        <EditButton label="Edit the labels" />
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {labels.data?.length === 0 && <Menu.Label>This project has no labels.</Menu.Label>}
        {labels.data?.map(({ name, colour }) => (
          <Menu.CheckboxItem
            key={name}
            checked={on.has(name)}
            onChange={(checked) => act(() => setLabel(issue.id, name, checked))}
          >
            <LabelChip name={name} colour={colour} />
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface AssigneeMenuProps extends IssueSideProps {
  act: Act;
}

function AssigneeMenu({ issue, user, act }: AssigneeMenuProps) {
  const own = issue.assignees.some((person) => person.id === user?.id);
  return (
    <Menu shadow="md" position="bottom-end" width={250}>
      <Menu.Target>
        <EditButton label="Edit the assignees" />
      </Menu.Target>
      <Menu.Dropdown>
        {user && !own && (
          <Menu.Item
            leftSection={<Icon name="user" />}
            onClick={() => act(() => setAssignee(issue.id, user.name, true))}
          >
            Assign yourself
          </Menu.Item>
        )}
        {issue.assignees.map((person) => (
          <Menu.Item
            key={person.id}
            leftSection={<Icon name="close" />}
            onClick={() => act(() => setAssignee(issue.id, person.name, false))}
          >
            Unassign {nameOf(person)}
          </Menu.Item>
        ))}
        <AssignForm
          issue={issue}
          onAssign={(name) => act(() => setAssignee(issue.id, name, true))}
        />
      </Menu.Dropdown>
    </Menu>
  );
}
