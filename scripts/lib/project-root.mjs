import path from 'node:path';

/** The checkout these scripts belong to. */
export const projectRoot = path.resolve(import.meta.dirname, '..', '..');
