import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { constants, brotliCompressSync, gzipSync } from 'node:zlib';

const COMPRESSIBLE = /^assets\/.*\.(js|css|svg)$/;
const WORTHWHILE = 1_024;

/**
 * Writes `<asset>.br` and `<asset>.gz` beside each built asset, so that the server compresses
 * nothing while it serves. Reads what was written: later plugins still change the code in memory.
 *
 * @returns {import('vite').Plugin}
 */
export function precompress() {
  return {
    name: 'precompress',
    apply: 'build',
    async writeBundle({ dir }, bundle) {
      const names = Object.keys(bundle).filter((name) => COMPRESSIBLE.test(name));
      await Promise.all(names.map((name) => compress(path.join(dir, name))));
    },
  };
}

async function compress(file) {
  const source = await readFile(file);
  if (source.length < WORTHWHILE) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 10 };
  await writeFile(`${file}.br`, brotliCompressSync(source, { params }));
  await writeFile(`${file}.gz`, gzipSync(source, { level: 9 }));
}
