import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precompress } from './precompress.mjs';

/** Where `npm run dev --workspace web` finds a running server. */
const server = 'http://127.0.0.1:3000';
const serverPaths = [
  '/session',
  '/sign-in',
  '/feed',
  '/audit',
  '/correlations',
  '/posts',
  '/projects',
  '/issues',
  '/issue-comments',
  '/notifications',
  '/deliveries',
  '/capture',
  '/workflows',
  '/users',
  '/people',
];

/**
 * What every page needs, and what at least three of them share, is a file each. Left alone, each set
 * of pages that share something has its own: 54 scripts before anything was seen.
 */
const groups = [
  { name: 'frame', tags: ['$initial' as const], priority: 1 },
  { name: 'shared', minShareCount: 3 },
];

export default defineConfig({
  base: '/console/',
  plugins: [react(), precompress()],
  build: {
    outDir: 'dist',
    target: 'es2022',
    sourcemap: false,
    chunkSizeWarningLimit: 800,
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
  server: { proxy: Object.fromEntries(serverPaths.map((path) => [path, server])) },
});
