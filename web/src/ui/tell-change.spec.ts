import { describe, expect, it } from 'vitest';
import { tellChange } from './tell-change.js';

const post = {
  event: 'update',
  changed: ['title'],
  itemType: 'Post',
  itemId: '3',
  aggregateType: 'Post',
  aggregateId: '3',
};

describe('the story of a change', () => {
  it('is about the record itself', () => {
    expect(tellChange(post)).toMatchObject({
      verb: 'changed',
      fields: 'title',
      record: { type: 'Post', id: '3' },
      parent: null,
    });
  });

  it('names the record that it belongs to', () => {
    const comment = { ...post, itemType: 'Comment', itemId: '9' };
    expect(tellChange(comment).parent).toEqual({ type: 'Post', id: '3' });
  });

  it('is about the owner when a row only ties two records together', () => {
    const tie = { ...post, event: 'create', itemType: 'Post.tags', itemId: '{"tag_id": 4}' };
    expect(tellChange(tie)).toMatchObject({
      verb: 'added to',
      fields: 'tags',
      preposition: 'of',
      record: { type: 'Post', id: '3' },
    });
    expect(tellChange({ ...tie, event: 'destroy' }).verb).toBe('removed from');
  });
});
