import type { Catalogue, Conditions, Definition } from '../api/workflows.js';
import { showValue } from './value-text.js';

/** `Comment added` for `comment_added`, as the catalogue says. */
export function triggerWords(catalogue: Catalogue | undefined, definition: Definition): string {
  const trigger = catalogue?.aggregates
    .find(({ aggregate }) => aggregate === definition.aggregate)
    ?.triggers.find(({ action }) => action === definition.triggered_on);
  return trigger?.label ?? sentence(definition.triggered_on);
}

export function actionWords(catalogue: Catalogue | undefined, type: string): string {
  return catalogue?.actions.find((action) => action.type === type)?.label ?? sentence(type);
}

/** The conditions in one line. */
export function conditionWords(
  catalogue: Catalogue | undefined,
  conditions: Conditions | undefined,
): string {
  if (conditions === undefined) return 'always';
  const tell = (part: Conditions): string => conditionWords(catalogue, part);
  if (Array.isArray(conditions)) return joined(conditions.map(tell), 'and');
  if ('all' in conditions) return joined(conditions.all.map(tell), 'and');
  if ('any' in conditions) return joined(conditions.any.map(tell), 'or');
  if ('not' in conditions) return `not (${tell(conditions.not)})`;
  const { attribute, operator, value } = conditions;
  const label = operatorWords(catalogue, operator);
  return [attribute, label, value === undefined ? '' : showValue(value)].filter(Boolean).join(' ');
}

export function operatorWords(catalogue: Catalogue | undefined, name: string): string {
  const operator = catalogue?.operators.find(
    (known) => known.name === name || known.synonyms.includes(name),
  );
  return operator?.label ?? name.replaceAll('_', ' ');
}

function joined(parts: string[], word: string): string {
  if (parts.length === 0) return 'always';
  return parts.map((part) => (/ (and|or) /.test(part) ? `(${part})` : part)).join(` ${word} `);
}

function sentence(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
