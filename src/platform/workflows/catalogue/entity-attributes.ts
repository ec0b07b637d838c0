import type { EntityMetadata } from 'typeorm';
import type { Attribute, AttributeSource } from '../rules/attribute.interface.js';
import { sentence, words } from './words.js';

type Column = EntityMetadata['columns'][number];
type Scalar = NonNullable<Attribute['of']>;

/** Which columns of related records stand for them, and which values a text column can have. */
export interface EntityHints {
  /** Relation by property name to the property of the related record: `{ labels: 'name' }`. */
  readonly related?: Readonly<Record<string, string>>;
  /** `{ state: ['open', 'closed'] }`. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
}

/** Nothing that a condition may lie in wait for. */
const SECRET = /passw|secret|token|otp|api_?key|hash|salt|credential/i;

const NAMES: Readonly<Record<Scalar, readonly string[]>> = {
  string: ['text', 'varchar', 'char', 'citext', 'uuid', 'character varying', 'character'],
  number: [
    'int',
    'integer',
    'int2',
    'int4',
    'int8',
    'smallint',
    'bigint',
    'numeric',
    'decimal',
    'real',
    'float',
    'float4',
    'float8',
    'double precision',
  ],
  boolean: ['boolean', 'bool'],
  date: [
    'date',
    'timestamptz',
    'timestamp',
    'timestamp with time zone',
    'timestamp without time zone',
  ],
  enum: ['enum', 'simple-enum'],
};

const TYPES = new Map<unknown, Scalar>([
  [String, 'string'],
  [Number, 'number'],
  [Boolean, 'boolean'],
  [Date, 'date'],
  ...Object.entries(NAMES).flatMap(([type, names]) =>
    names.map((name): [string, Scalar] => [name, type as Scalar]),
  ),
]);

/**
 * What rules may ask about a record: its columns by their names in the database, and what `related`
 * names. Columns that are not selected by default or sound like a secret's are left out.
 */
export function entityAttributes(
  metadata: EntityMetadata,
  prefix: string,
  source: AttributeSource,
  hints: EntityHints = {},
): Attribute[] {
  const columns = metadata.columns.filter(
    (column) => column.isSelect && !column.isVirtual && !SECRET.test(column.databaseName),
  );
  return [
    ...columns.flatMap((column) => columnAttribute(column, prefix, source, hints)),
    ...Object.entries(hints.related ?? {}).map(([relation, property]) =>
      relatedAttribute(metadata, relation, property, { prefix, source }),
    ),
  ];
}

function columnAttribute(
  column: Column,
  prefix: string,
  source: AttributeSource,
  hints: EntityHints,
): Attribute[] {
  const values = hints.values?.[column.propertyPath] ?? enumValues(column);
  const found = TYPES.get(column.type);
  const scalar = values && found !== undefined ? 'enum' : found;
  if (scalar === undefined || (scalar === 'enum' && !values)) {
    return [];
  }
  return [
    {
      name: `${prefix}.${column.databaseName}`,
      ...aliasOf(source, column.databaseName),
      label: `${sentence(prefix)}: ${words(column.databaseName)}`,
      ...(column.isArray ? { type: 'array' as const, of: scalar } : { type: scalar }),
      ...(scalar === 'enum' && { values }),
      nullable: column.isNullable,
      source,
      path: column.propertyPath.split('.'),
    },
  ];
}

/** A relation as the texts that name its records: the labels of an issue, its author. */
function relatedAttribute(
  metadata: EntityMetadata,
  relation: string,
  property: string,
  { prefix, source }: { prefix: string; source: AttributeSource },
): Attribute {
  const found = metadata.findRelationWithPropertyPath(relation);
  const column = found?.inverseEntityMetadata.findColumnWithPropertyPath(property);
  const scalar = TYPES.get(column?.type) ?? 'string';
  const many = found?.isManyToMany === true || found?.isOneToMany === true;
  return {
    name: `${prefix}.${relation}`,
    ...aliasOf(source, relation),
    label: `${sentence(prefix)}: ${words(relation)}`,
    ...(many ? { type: 'array' as const, of: scalar } : { type: scalar }),
    nullable: !many && found?.isNullable !== false,
    source,
    path: [relation],
  };
}

/** Only the aggregate's attributes go by their bare names. */
function aliasOf(source: AttributeSource, name: string): { alias?: string } {
  return source === 'aggregate' ? { alias: name } : {};
}

function enumValues({ enum: values }: Column): readonly string[] | undefined {
  return values?.every((value) => typeof value === 'string') ? values : undefined;
}
