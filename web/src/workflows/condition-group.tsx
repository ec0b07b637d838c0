import { ActionIcon, Button, NativeSelect } from '@mantine/core';
import type { Attribute, Catalogue } from '../api/workflows.js';
import { Icon } from '../ui/icon.js';
import {
  type GroupDraft,
  type GroupKind,
  newGroup,
  newRow,
  type PartDraft,
  pathOfPart,
} from './condition-model.js';
import { ConditionRow } from './condition-row.js';
import { useProblem } from './problems.js';
import classes from './workflow-form.module.css';

const kinds: { value: GroupKind; label: string }[] = [
  { value: 'all', label: 'all of these hold' },
  { value: 'any', label: 'any of these holds' },
  { value: 'none', label: 'none of these holds' },
  { value: 'some-not', label: 'not all of these hold' },
];

export interface ConditionGroupProps {
  group: GroupDraft;
  path: string;
  catalogue: Catalogue;
  attributes: Attribute[];
  depth: number;
  onChange: (group: GroupDraft) => void;
  /** None for the outermost. */
  onRemove?: () => void;
}

/** Conditions that go together, and groups of such. */
export function ConditionGroup(props: ConditionGroupProps) {
  const { group, path, catalogue, attributes, depth, onChange, onRemove } = props;
  const problem = useProblem(path);
  const setParts = (parts: PartDraft[]): void => onChange({ ...group, parts });
  const replace = (at: number, part: PartDraft): void =>
    setParts(group.parts.map((old, index) => (index === at ? part : old)));
  const remove = (at: number): void => setParts(group.parts.filter((_part, index) => index !== at));
  const first = attributes[0];
  return (
    <div className={classes.group} data-depth={depth % 2} role="group" aria-label="Conditions">
      {(group.parts.length > 0 || depth > 1) && (
        <div className={classes.groupHead}>
          <NativeSelect
            size="xs"
            aria-label="How the conditions go together"
            data={kinds}
            value={group.kind}
            onChange={(event) => {
              const kind = kinds.find(({ value }) => value === event.currentTarget.value)?.value;
              if (kind) onChange({ ...group, kind });
            }}
          />
          {onRemove && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label="Remove this group"
              onClick={onRemove}
            >
              <Icon name="trash" size={15} />
            </ActionIcon>
          )}
        </div>
      )}
      {depth === 1 && group.parts.length === 0 && (
        <p className={classes.always}>Always, whatever it says.</p>
      )}
      {group.parts.map((part, index) => {
        const shared = {
          path: pathOfPart(group, path, index),
          catalogue,
          attributes,
          onRemove: () => remove(index),
        };
        return part.type === 'row' ? (
          <ConditionRow
            key={part.key}
            row={part}
            onChange={(row) => replace(index, row)}
            {...shared}
          />
        ) : (
          <ConditionGroup
            key={part.key}
            group={part}
            depth={depth + 1}
            onChange={(inner) => replace(index, inner)}
            {...shared}
          />
        );
      })}
      {problem !== undefined && <p className={classes.problem}>{problem}</p>}
      <div className={classes.adds}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<Icon name="plus" size={13} />}
          onClick={() =>
            setParts([...group.parts, newRow(first?.name, first?.operators[0], undefined)])
          }
        >
          Condition
        </Button>
        {depth < catalogue.limits.depth - 1 && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<Icon name="plus" size={13} />}
            onClick={() =>
              setParts([
                ...group.parts,
                newGroup('any', [newRow(first?.name, first?.operators[0], undefined)]),
              ])
            }
          >
            Group
          </Button>
        )}
      </div>
    </div>
  );
}
