import { describe, expect, it } from 'vitest';
import { describeChange, fieldName, joinFields } from './sentence.js';

describe('the sentence of a change', () => {
  it('names one, two and three fields, and counts more', () => {
    expect(joinFields(['title'])).toBe('title');
    expect(joinFields(['title', 'body'])).toBe('title and body');
    expect(joinFields(['a', 'b', 'c'])).toBe('a, b and c');
    expect(joinFields(['a', 'b', 'c', 'd', 'e'])).toBe('a, b and 3 more fields');
  });

  it('leaves out what changes with every change, unless there is nothing else', () => {
    expect(describeChange('update', ['updated_at', 'title']).fields).toBe('title');
    expect(describeChange('update', ['updated_at']).fields).toBe('updated at');
  });

  it('says create, destroy and the others in one word', () => {
    expect(describeChange('create', ['title'])).toMatchObject({ verb: 'created', fields: '' });
    expect(describeChange('soft_delete', [])).toMatchObject({ verb: 'archived' });
    expect(describeChange('comment_added', [])).toMatchObject({ verb: 'comment added' });
  });

  it('reads a foreign key as what it points to', () => {
    expect(fieldName('author_id')).toBe('author');
    expect(fieldName('published_at')).toBe('published at');
    expect(fieldName('_id')).toBe(' id');
  });
});
