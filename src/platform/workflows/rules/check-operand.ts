import type { AttributeType, SlottedAttribute, Trigger } from './attribute.interface.js';
import type { Operand } from './checked-condition.interface.js';
import { LIMITS } from './limits.js';
import { nearest } from './nearest.js';
import { readNumber } from './numbers.js';
import type { Operator } from './operator.interface.js';
import type { Problems } from './problems.js';
import { readShift, readSpan, readTime } from './times.js';

/** What an operand is checked against. */
export interface OperandPlace {
  readonly attribute: SlottedAttribute;
  readonly operator: Operator;
  readonly trigger: Trigger;
  readonly problems: Problems;
}

const SEND: Readonly<Record<string, string>> = {
  string: 'Send a text.',
  number: 'Send a number, or decimal text such as "12.50".',
  boolean: 'Send true or false.',
  date: 'Send an ISO 8601 time such as "2026-01-31T12:00:00Z", {"now": "-30d"} or {"ref": "<attribute>"}.',
};

/** Checks the value of a condition; undefined when the mistake was told. */
export function checkOperand(
  value: unknown,
  given: boolean,
  path: string,
  place: OperandPlace,
): Operand | undefined {
  const { operator, problems } = place;
  if (operator.operand === 'none') {
    return given && value !== null
      ? problems.add(path, `is of no use to "${operator.name}"`, 'Leave it out.')
      : { kind: 'none' };
  }
  if (!given) {
    return problems.add(path, 'is missing', remedyOf(place));
  }
  if (operator.operand === 'span') {
    const span = readSpan(value);
    return span === undefined
      ? problems.add(path, 'is no span of time', 'Send one such as "30d", "12h", "15m" or "2w".')
      : { kind: 'literal', value: span, shown: value };
  }
  if (isPlain(value)) {
    return checkReference(value, path, place);
  }
  return operator.operand === 'list' ? checkList(value, path, place) : checkOne(value, path, place);
}

/** The type of one value: an array's elements', a change's sides'. */
export function typeOfOne({ type, of }: SlottedAttribute): AttributeType {
  return type === 'array' || type === 'change' ? (of ?? 'string') : type;
}

function checkOne(value: unknown, path: string, place: OperandPlace): Operand | undefined {
  const read = readLiteral(value, path, place);
  return read === undefined ? undefined : { kind: 'literal', value: read, shown: value };
}

function checkList(value: unknown, path: string, place: OperandPlace): Operand | undefined {
  if (!Array.isArray(value) || value.length === 0) {
    return place.problems.add(path, 'is no list of values', 'Send an array of one or more values.');
  }
  if (value.length > LIMITS.list) {
    return place.problems.add(path, `has ${value.length} values`, `Send at most ${LIMITS.list}.`);
  }
  const read = value.map((one: unknown, index) => readLiteral(one, `${path}[${index}]`, place));
  return read.includes(undefined) ? undefined : { kind: 'literal', value: read, shown: value };
}

function readLiteral(value: unknown, path: string, place: OperandPlace): unknown {
  const { attribute, operator, problems } = place;
  const type = typeOfOne(attribute);
  if (type === 'enum' && !attribute.values?.includes(value as string)) {
    return problems.add(path, `is no value of ${attribute.name}`, remedyOf(place));
  }
  const read = readAs(type, value);
  if (read === undefined) {
    return problems.add(path, `is no ${type}, which ${attribute.name} is`, remedyOf(place));
  }
  if (typeof read !== 'string' || type === 'number') {
    return read;
  }
  const most = operator.literalOnly ? LIMITS.pattern : LIMITS.text;
  if (read.length > most) {
    return problems.add(path, `has ${read.length} characters`, `Send at most ${most}.`);
  }
  return operator.folds ? read.toLowerCase() : read;
}

function readAs(type: AttributeType, value: unknown): unknown {
  switch (type) {
    case 'number':
      return readNumber(value);
    case 'date':
      return readTime(value);
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    default:
      return typeof value === 'string' ? value : undefined;
  }
}

function checkReference(
  value: Readonly<Record<string, unknown>>,
  path: string,
  place: OperandPlace,
): Operand | undefined {
  const [key, ...others] = Object.keys(value);
  if (key === 'now' && others.length === 0) {
    return checkNow(value.now, path, place);
  }
  const { attribute, operator, problems, trigger } = place;
  if (key !== 'ref' || others.length > 0 || operator.literalOnly) {
    return problems.add(path, 'is no value that this operator takes', remedyOf(place));
  }
  const name = value.ref;
  const found = typeof name === 'string' ? trigger.find(name) : undefined;
  if (!found) {
    const known = trigger.attributes.map((one) => one.name);
    return problems.add(
      `${path}.ref`,
      `is no attribute of ${trigger.aggregate}.${trigger.action}`,
      nearest(String(name), known),
    );
  }
  const wanted = operator.operand === 'list' ? 'array' : typeOfOne(attribute);
  const one = typeOfOne(found);
  const fits = operator.operand === 'list' ? found.type === 'array' : found.type !== 'array';
  return fits && alike(one, typeOfOne(attribute))
    ? { kind: 'ref', attribute: found }
    : problems.add(
        `${path}.ref`,
        `names ${found.name}, which is of type ${found.type}`,
        `Name an attribute of type ${wanted}.`,
      );
}

function checkNow(value: unknown, path: string, place: OperandPlace): Operand | undefined {
  const { attribute, operator, problems } = place;
  if (typeOfOne(attribute) !== 'date' || operator.operand !== 'one') {
    return problems.add(path, `is a time, but ${attribute.name} is none`, remedyOf(place));
  }
  const shift = value === '' || value === '0' ? 0 : readShift(value);
  return shift === undefined
    ? problems.add(
        `${path}.now`,
        'is no distance from now',
        'Send one such as "-30d", "+1h" or "".',
      )
    : { kind: 'now', shift, shown: { now: value } };
}

function alike(a: AttributeType, b: AttributeType): boolean {
  return asText(a) === asText(b);
}

function asText(type: AttributeType): AttributeType {
  return type === 'enum' ? 'string' : type;
}

function remedyOf({ attribute, operator }: OperandPlace): string {
  if (operator.operand === 'span') {
    return 'Send a span of time such as "30d", "12h", "15m" or "2w".';
  }
  const type = typeOfOne(attribute);
  const one =
    type === 'enum'
      ? `Send one of ${(attribute.values ?? []).map((value) => JSON.stringify(value)).join(', ')}.`
      : (SEND[type] ?? 'Send a text.');
  return operator.operand === 'list' ? one.replace(/^Send/, 'Send an array; of each:') : one;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
