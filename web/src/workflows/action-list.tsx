import { ActionIcon, Button, Menu } from '@mantine/core';
import type { Action, Catalogue } from '../api/workflows.js';
import { Icon } from '../ui/icon.js';
import { ActionFields } from './action-fields.js';
import { useProblem } from './problems.js';
import { type ActionDraft, newAction } from './workflow-draft.js';
import classes from './workflow-form.module.css';

interface ActionListProps {
  catalogue: Catalogue;
  aggregate: string;
  actions: ActionDraft[];
  onChange: (actions: ActionDraft[]) => void;
}

/** What is done, one after the other. */
export function ActionList({ catalogue, aggregate, actions, onChange }: ActionListProps) {
  const problem = useProblem('actions');
  const offered = catalogue.actions.filter(
    ({ aggregates }) => aggregates === null || aggregates.includes(aggregate),
  );
  const move = (from: number, to: number): void => {
    const next = [...actions];
    next.splice(to, 0, ...next.splice(from, 1));
    onChange(next);
  };
  const replace = (at: number, action: Action): void =>
    onChange(actions.map((old, index) => (index === at ? { key: old.key, action } : old)));
  return (
    <>
      <ol className={classes.actions}>
        {actions.map(({ key, action }, index) => {
          const known = catalogue.actions.find(({ type }) => type === action.type);
          return (
            <li key={key} className={classes.action} data-path={`actions[${index}]`}>
              <div className={classes.actionHead}>
                <b>{known?.label ?? action.type}</b>
                {known?.outside === true && (
                  <span className={classes.outside} title="It reaches beyond the database.">
                    outside
                  </span>
                )}
                <span className={classes.actionActs}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label="Earlier"
                    disabled={index === 0}
                    onClick={() => move(index, index - 1)}
                  >
                    <Icon name="chevronUp" size={15} />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label="Remove this action"
                    onClick={() => onChange(actions.filter((_old, at) => at !== index))}
                  >
                    <Icon name="close" size={15} />
                  </ActionIcon>
                </span>
              </div>
              <ActionFields
                action={action}
                schema={known?.schema}
                path={`actions[${index}]`}
                onChange={(next) => replace(index, next)}
              />
            </li>
          );
        })}
      </ol>
      {problem !== undefined && <p className={classes.problem}>{problem}</p>}
      <Menu shadow="md" position="bottom-start">
        <Menu.Target>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<Icon name="plus" size={13} />}
            disabled={actions.length >= catalogue.limits.actions}
          >
            Action
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {offered.map(({ type, label }) => (
            <Menu.Item key={type} onClick={() => onChange([...actions, newAction({ type })])}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
