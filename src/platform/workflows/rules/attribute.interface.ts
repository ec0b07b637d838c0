/** What a value may be compared with. */
export type AttributeType =
  'string' | 'number' | 'boolean' | 'date' | 'enum' | 'array' | 'change' | 'object';

/** The three things a rule can look at. */
export type AttributeSource = 'event' | 'aggregate' | 'record';

/** One thing that conditions of a trigger may name. */
export interface Attribute {
  /** `event.extra.name`, `issue.created_at`. */
  readonly name: string;
  /** A shorter name for the same: `created_at`. */
  readonly alias?: string;
  readonly label: string;
  readonly type: AttributeType;
  /** What an array holds, or what a change went from and to. */
  readonly of?: 'string' | 'number' | 'boolean' | 'date' | 'enum';
  /** The values of an enum. */
  readonly values?: readonly string[];
  readonly nullable: boolean;
  readonly source: AttributeSource;
  /** Where it is in its source, key by key. */
  readonly path: readonly string[];
}

/** An attribute with its place in the facts of its trigger. */
export interface SlottedAttribute extends Attribute {
  readonly slot: number;
}

/** An action that workflows may be triggered on, and what can be asked when it happens. */
export interface Trigger {
  readonly aggregate: string;
  readonly itemType: string;
  readonly action: string;
  readonly label: string;
  readonly attributes: readonly SlottedAttribute[];
  /** By name and by alias. */
  find(name: string): SlottedAttribute | undefined;
}
