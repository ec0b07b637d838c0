import type { Trigger } from '../rules/attribute.interface.js';
import { LIMITS } from '../rules/limits.js';
import { nearest } from '../rules/nearest.js';
import type { Problems } from '../rules/problems.js';
import type { ActionKind, InputIssue } from './action-kind.interface.js';
import type { ActionDefinition } from './definition.interface.js';

/** The kinds of action there are, by type. */
export type ActionKinds = ReadonlyMap<string, ActionKind>;

/** Checks the actions of a definition; the trigger is unknown when it is a mistake itself. */
export async function checkActions(
  input: unknown,
  kinds: ActionKinds,
  trigger: Trigger | undefined,
  problems: Problems,
): Promise<readonly ActionDefinition[]> {
  if (!Array.isArray(input) || input.length === 0) {
    problems.add(
      'actions',
      'is no list of actions',
      'Send one or more, such as {"type": "close"}.',
    );
    return [];
  }
  if (input.length > LIMITS.actions) {
    problems.add('actions', `has ${input.length} actions`, `Send at most ${LIMITS.actions}.`);
    return [];
  }
  for (const [index, action] of input.entries()) {
    await checkAction(action, `actions[${index}]`, kinds, trigger, problems);
  }
  return input as ActionDefinition[];
}

async function checkAction(
  action: unknown,
  path: string,
  kinds: ActionKinds,
  trigger: Trigger | undefined,
  problems: Problems,
): Promise<void> {
  const { type, ...fields } = (isPlain(action) ? action : {}) as { type?: unknown };
  const kind = typeof type === 'string' ? kinds.get(type) : undefined;
  if (!kind) {
    const known = [...kinds.keys()];
    const problem = typeof type === 'string' ? 'is no action' : 'is missing';
    problems.add(`${path}.type`, problem, nearest(String(type), known));
    return;
  }
  if (trigger && kind.aggregates && !kind.aggregates.includes(trigger.aggregate)) {
    problems.add(
      `${path}.type`,
      `acts on ${kind.aggregates.join(', ')}, not on ${trigger.aggregate}`,
      'Choose another action, or another trigger.',
    );
    return;
  }
  const result = await kind.check(fields);
  for (const issue of result.issues ?? []) {
    problems.add(pathOf(path, issue), problemOf(issue), 'Correct it and save again.');
  }
}

function isPlain(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `actions[0].body`, `actions[0].labels[2]`. */
function pathOf(path: string, { path: inside = [] }: InputIssue): string {
  return inside.reduce<string>((whole, part) => {
    const key = typeof part === 'object' ? part.key : part;
    return typeof key === 'number' ? `${whole}[${key}]` : `${whole}.${String(key).slice(0, 80)}`;
  }, path);
}

function problemOf({ message }: InputIssue): string {
  const text = message.replace(/^Invalid (input|option): /, '');
  return text.charAt(0).toLowerCase() + text.slice(1);
}
