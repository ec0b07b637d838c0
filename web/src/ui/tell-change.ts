import { describeChange, type Sentence } from './sentence.js';

/** What is known of a change, wherever it comes from. */
export interface ToldChange {
  event: string;
  changed: string[];
  itemType: string;
  itemId: string;
  aggregateType: string | null;
  aggregateId: string | null;
}

export interface RecordRef {
  type: string;
  id: string;
}

/** A change as a sentence about a record. */
export interface Story extends Sentence {
  record: RecordRef;
  /** The record to which this one belongs, when it belongs to another. */
  parent: RecordRef | null;
  /** The change is about a row that only ties two records together, as `Post.tags`. */
  tie: boolean;
}

const tieVerbs: Record<string, string> = {
  create: 'added to',
  restore: 'added to',
  destroy: 'removed from',
  soft_delete: 'removed from',
};

/** Finds the words, and the record that a person would say the change is about. */
export function tellChange(change: ToldChange): Story {
  const item = { type: change.itemType, id: change.itemId };
  const aggregate = aggregateOf(change);
  const dot = change.itemType.indexOf('.');
  if (dot > 0 && aggregate !== null) {
    const verb = tieVerbs[change.event] ?? 'changed';
    const fields = change.itemType.slice(dot + 1);
    return { verb, fields, preposition: 'of', record: aggregate, parent: null, tie: true };
  }
  const sentence = describeChange(change.event, change.changed);
  return { ...sentence, record: item, parent: aggregate, tie: false };
}

function aggregateOf(change: ToldChange): RecordRef | null {
  const { aggregateType: type, aggregateId: id } = change;
  if (type === null || id === null) return null;
  return type === change.itemType && id === change.itemId ? null : { type, id };
}
