import { constants, brotliCompressSync, gzipSync } from 'node:zlib';

const COMPRESSIBLE = /\.(js|css|svg|html)$/;
const WORTHWHILE = 1_024;

/**
 * Writes `<asset>.br` and `<asset>.gz` beside each built asset, so that the server compresses
 * nothing while it serves.
 *
 * @returns {import('vite').Plugin}
 */
export function precompress() {
  return {
    name: 'precompress',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const [fileName, output] of Object.entries(bundle)) {
        const source = Buffer.from(output.type === 'chunk' ? output.code : output.source);
        if (!fileName.startsWith('assets/') || !COMPRESSIBLE.test(fileName)) continue;
        if (source.length < WORTHWHILE) continue;
        const params = { [constants.BROTLI_PARAM_QUALITY]: 10 };
        this.emitFile({
          type: 'asset',
          fileName: `${fileName}.br`,
          source: brotliCompressSync(source, { params }),
        });
        this.emitFile({
          type: 'asset',
          fileName: `${fileName}.gz`,
          source: gzipSync(source, { level: 9 }),
        });
      }
    },
  };
}
