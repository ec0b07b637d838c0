import { ActionIcon, NativeSelect } from '@mantine/core';
import type { Attribute, Catalogue, Operator } from '../api/workflows.js';
import { Icon } from '../ui/icon.js';
import type { RowDraft } from './condition-model.js';
import { useProblem } from './problems.js';
import { ValueInput } from './value-input.js';
import classes from './workflow-form.module.css';

interface ConditionRowProps {
  row: RowDraft;
  path: string;
  catalogue: Catalogue;
  attributes: Attribute[];
  onChange: (row: RowDraft) => void;
  onRemove: () => void;
}

/** One attribute, one operator, one value. */
export function ConditionRow(props: ConditionRowProps) {
  const { row, path, catalogue, attributes, onChange, onRemove } = props;
  const problem = useProblem(path, true);
  const attribute = findAttribute(attributes, row.attribute);
  const operator = findOperator(catalogue, row.operator);
  const setAttribute = (name: string): void => {
    const next = findAttribute(attributes, name);
    const kept = next?.operators.includes(operator?.name ?? '') === true;
    // A value of another type would be a mistake at once.
    const same = next?.type === attribute?.type;
    onChange({
      ...row,
      attribute: name,
      operator: kept ? row.operator : (next?.operators[0] ?? ''),
      value: same && kept ? row.value : undefined,
    });
  };
  const setOperator = (name: string): void => {
    const keeps = findOperator(catalogue, name)?.value === operator?.value;
    onChange({ ...row, operator: name, value: keeps ? row.value : undefined });
  };
  return (
    <div className={classes.row} data-path={path}>
      <NativeSelect
        className={classes.attribute}
        aria-label="Attribute"
        error={useProblem(`${path}.attribute`) !== undefined}
        value={row.attribute}
        onChange={(event) => setAttribute(event.currentTarget.value)}
        data={options(
          attributes.flatMap(({ name, alias, label }) => [
            // A definition may use the short name; what it says is what is chosen.
            { value: alias === row.attribute ? alias : name, label },
          ]),
          row.attribute,
        )}
      />
      <NativeSelect
        className={classes.operator}
        aria-label="Operator"
        error={useProblem(`${path}.operator`) !== undefined}
        value={row.operator}
        onChange={(event) => setOperator(event.currentTarget.value)}
        data={options(
          (attribute?.operators ?? []).map((name) => ({
            value: operator?.name === name ? row.operator : name,
            label: findOperator(catalogue, name)?.label ?? name,
          })),
          row.operator,
        )}
      />
      <ValueInput
        attribute={attribute}
        operator={operator}
        value={row.value}
        wrong={useProblem(`${path}.value`, true) !== undefined}
        onChange={(value) => onChange({ ...row, value })}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label="Remove this condition"
        onClick={onRemove}
      >
        <Icon name="close" size={15} />
      </ActionIcon>
      {problem !== undefined && <p className={classes.problem}>{problem}</p>}
    </div>
  );
}

function findAttribute(attributes: Attribute[], name: string): Attribute | undefined {
  return attributes.find((known) => known.name === name || known.alias === name);
}

function findOperator(catalogue: Catalogue, name: string): Operator | undefined {
  return catalogue.operators.find((known) => known.name === name || known.synonyms.includes(name));
}

/** With what is chosen even when nobody offers it (any more). */
function options(known: { value: string; label: string }[], chosen: string) {
  if (known.some(({ value }) => value === chosen)) return known;
  return [{ value: chosen, label: chosen === '' ? 'Choose…' : chosen }, ...known];
}
