import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { NotFoundException } from '@nestjs/common';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { contentSecurityPolicy } from '../security/security-headers.js';
import { ConsoleFiles } from './console-files.js';

/** What the build writes where a page's styles need the nonce of their answer. */
const NONCE_MARK = '__CSP_NONCE__';
const COMPRESSED = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/**
 * Serves the built console below `/console`: hashed assets for ever, the page always fresh, and the
 * page again for every path that the console itself routes.
 */
export function serveConsole(folder: string): RequestHandler {
  const files = new ConsoleFiles(folder);
  return async (request: Request, response: Response, next: NextFunction) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      next();
      return;
    }
    const name = decodeURIComponent(request.path).replace(/^\/+/, '');
    const file = name === 'index.html' ? undefined : files.find(name);
    if (file) {
      sendAsset(files, name, request, response);
    } else if (name.startsWith('assets/')) {
      next(new NotFoundException());
    } else {
      await sendPage(folder, response);
    }
  };
}

function sendAsset(files: ConsoleFiles, name: string, request: Request, response: Response): void {
  const immutable = name.startsWith('assets/');
  response.setHeader(
    'Cache-Control',
    immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
  );
  response.setHeader('Vary', 'Accept-Encoding');
  for (const [encoding, suffix] of COMPRESSED) {
    const compressed = request.acceptsEncodings(encoding) && files.find(name + suffix);
    if (compressed) {
      response.type(path.extname(name)).setHeader('Content-Encoding', encoding);
      response.sendFile(compressed, { cacheControl: false });
      return;
    }
  }
  response.sendFile(files.find(name)!, { cacheControl: false });
}

async function sendPage(folder: string, response: Response): Promise<void> {
  const html = await readPage(folder);
  const nonce = randomBytes(16).toString('base64');
  response.setHeader('Content-Security-Policy', contentSecurityPolicy(`'nonce-${nonce}'`));
  response.setHeader('Cache-Control', 'no-cache');
  response.type('html').send(html.replaceAll(NONCE_MARK, nonce));
}

async function readPage(folder: string): Promise<string> {
  try {
    return await readFile(path.join(folder, 'index.html'), 'utf8');
  } catch (cause) {
    throw new NotFoundException('The console is not built. Run `npm run build:web`.', { cause });
  }
}
