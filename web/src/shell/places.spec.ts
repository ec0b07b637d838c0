import { describe, expect, it } from 'vitest';
import { pagesOf } from './pages.js';
import { placesFor } from './places.js';

const viewer = { id: '1', name: 'vera', display_name: 'Vera', role: 'viewer' } as const;
const KNOWN = {
  pages: pagesOf(viewer),
  types: ['Post', 'Post.tags', 'Issue', 'InvoiceItem'],
  projects: ['WEB'],
};
const labels = (words: string): string[] => placesFor(words, KNOWN).map(({ label }) => label);

describe('the places that words lead to', () => {
  it.each([
    ['', ['Activity', 'Issues', 'Database', 'Deliveries', 'Workflows']],
    ['flow', ['Workflows']],
    ['web-7', ['Issue WEB-7']],
    ['trace-7', ['Trace of trace-7']],
    ['invoice 12', ['History of InvoiceItem 12']],
    ['post#3', ['History of Post 3', 'Trace of post#3']],
    [' 0198c2a4-77aa ', ['Trace of 0198c2a4-77aa']],
    ['nothing at all', []],
  ])('%j: %j', (words, expected) => {
    expect(labels(words)).toEqual(expected);
  });
});
