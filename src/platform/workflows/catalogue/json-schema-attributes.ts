import type { Attribute, AttributeType } from '../rules/attribute.interface.js';
import { words } from './words.js';

/** As much of JSON schema as describes data that rules can look at. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly title?: string;
}

type Scalar = NonNullable<Attribute['of']>;

/** Objects within objects that are looked into. */
const MOST_DEPTH = 4;
const KEY = /^[A-Za-z_][\w-]*$/;

/** What rules may ask about data of this schema; keys that no dotted name can express are left out. */
export function jsonSchemaAttributes(
  schema: JsonSchema,
  name: string,
  path: readonly string[],
  depth = 0,
): Attribute[] {
  const { properties = {}, required = [] } = schema;
  return Object.entries(properties).flatMap(([key, property]) =>
    KEY.test(key)
      ? attributesOf(property, `${name}.${key}`, [...path, key], required.includes(key), depth)
      : [],
  );
}

function attributesOf(
  schema: JsonSchema,
  name: string,
  path: readonly string[],
  required: boolean,
  depth: number,
): Attribute[] {
  const { inner, nullable } = withoutNull(schema);
  const base = {
    name,
    label: schema.title ?? `Event: ${words(path.slice(1).join(' '))}`,
    nullable: nullable || !required,
    source: 'event' as const,
    path,
  };
  const scalar = scalarOf(inner);
  if (scalar) {
    return [{ ...base, ...scalar }];
  }
  if (typeOf(inner) === 'array') {
    const items = typeof inner.items === 'object' ? scalarOf(inner.items) : undefined;
    return items ? [{ ...base, type: 'array', ...ofWhat(items) }] : [];
  }
  if (typeOf(inner) !== 'object') {
    return [];
  }
  const inside = depth < MOST_DEPTH ? jsonSchemaAttributes(inner, name, path, depth + 1) : [];
  return [...changeOf(inner, base), ...inside];
}

/** An object with `from` and `to` of one type tells of a change. */
export function changeOf(
  schema: JsonSchema,
  base: Omit<Attribute, 'type' | 'of' | 'values'>,
): Attribute[] {
  const { from, to } = schema.properties ?? {};
  const sides = [from, to].map((side) => side && scalarOf(withoutNull(side).inner));
  const [before, after] = sides;
  return before && after && before.type === after.type
    ? [{ ...base, type: 'change', ...ofWhat(after) }]
    : [{ ...base, type: 'object' }];
}

interface ScalarSchema {
  readonly type: Scalar;
  readonly values?: readonly string[];
}

function ofWhat({ type, values }: ScalarSchema): { of: Scalar; values?: readonly string[] } {
  return { of: type, ...(values && { values }) };
}

function scalarOf(schema: JsonSchema): ScalarSchema | undefined {
  const values = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  if (values && values.length > 0 && values.every((value) => typeof value === 'string')) {
    return { type: 'enum', values };
  }
  const type: AttributeType | undefined = TYPES.get(typeOf(schema) ?? '');
  if (type === 'string' && (schema.format === 'date-time' || schema.format === 'date')) {
    return { type: 'date' };
  }
  return type && { type: type as Scalar };
}

const TYPES = new Map<string, AttributeType>([
  ['string', 'string'],
  ['number', 'number'],
  ['integer', 'number'],
  ['boolean', 'boolean'],
]);

function typeOf({ type }: JsonSchema): string | undefined {
  return typeof type === 'string' ? type : type?.find((one) => one !== 'null');
}

function withoutNull(schema: JsonSchema): { inner: JsonSchema; nullable: boolean } {
  const others = schema.anyOf?.filter((one) => one.type !== 'null') ?? [];
  if (schema.anyOf && others.length === 1) {
    return { inner: others[0]!, nullable: others.length < schema.anyOf.length };
  }
  const nullable = Array.isArray(schema.type) && schema.type.includes('null');
  return { inner: schema, nullable };
}
