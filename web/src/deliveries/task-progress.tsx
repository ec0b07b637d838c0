import { ActionIcon } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type DeliveryTask, deliveryTasksQuery } from '../api/deliveries.js';
import { Icon } from '../ui/icon.js';
import classes from './task-progress.module.css';

const LOOK_MS = 500;
/** A task that ended is shown for as long to whoever opens the page. */
const RECENT_MS = 60_000;

/** The tasks that run in the background, whoever started them, and those that have just ended. */
export function TaskProgress() {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const tasks = useQuery({
    ...deliveryTasksQuery,
    refetchInterval: ({ state }) =>
      state.data?.some((task) => task.state === 'running') ? LOOK_MS : false,
  });
  const shown = (tasks.data ?? []).filter((task) => isCurrent(task) && !closed.has(task.id));
  if (shown.length === 0) return null;
  return (
    <ul className={classes.tasks} aria-label="Tasks">
      {shown.map((task) => (
        <li key={task.id} className={classes.task} data-state={task.state}>
          <span className={classes.words} role="status">
            {describe(task)}
          </span>
          {task.state === 'running' ? (
            <progress
              className={classes.bar}
              aria-label={`Progress of task ${task.id}`}
              max={task.total ?? undefined}
              value={task.total === null ? undefined : task.processed}
            />
          ) : (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={`Close the report of task ${task.id}`}
              onClick={() => setClosed(new Set([...closed, task.id]))}
            >
              <Icon name="close" size={14} />
            </ActionIcon>
          )}
        </li>
      ))}
    </ul>
  );
}

function isCurrent(task: DeliveryTask): boolean {
  if (task.state === 'running' || task.finished_at === null) return true;
  return Date.now() - Date.parse(task.finished_at) < RECENT_MS;
}

function describe({
  action,
  state,
  total,
  processed,
  changed,
  error,
  actor,
}: DeliveryTask): string {
  const by = actor === null ? '' : ` (${actor})`;
  if (state === 'failed') {
    return `${action === 'retry' ? 'Retrying' : 'Skipping'} stopped after ${changed}: ${error ?? 'unknown'}${by}`;
  }
  if (state === 'done') {
    return `${action === 'retry' ? 'Retried' : 'Skipped'} ${deliveries(changed)}${by}`;
  }
  const of = total === null ? '' : ` of ${total.toLocaleString('en')}`;
  return `${action === 'retry' ? 'Retrying' : 'Skipping'}: ${processed.toLocaleString('en')}${of}${by}`;
}

function deliveries(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'delivery' : 'deliveries'}`;
}
