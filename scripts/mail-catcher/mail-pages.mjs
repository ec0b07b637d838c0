import { createServer } from 'node:http';
import { listPage, mailPage } from './mail-markup.mjs';

const COMMON = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};
const OWN =
  "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** Whatever a message holds: no script, nothing from outside; links open beside it. */
const FOREIGN =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'";

/**
 * The pages that show what was caught, on this machine only.
 *
 * @param {import('./mail-store.mjs').MailStore} store
 * @returns {import('node:http').Server}
 */
export function mailPages(store) {
  return createServer((request, response) => {
    answer(store, request).then(
      ({ status = 200, type = 'text/html; charset=utf-8', policy = OWN, body }) => {
        response.writeHead(status, {
          ...COMMON,
          'Content-Type': type,
          'Content-Security-Policy': policy,
        });
        response.end(request.method === 'HEAD' ? undefined : body);
      },
      (error) => {
        console.error(error);
        response.writeHead(500, COMMON).end();
      },
    );
  });
}

async function answer(store, { method, url = '/', headers }) {
  // A page of somewhere else may reach us under a name of its own: it must not read this mail.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? '')) return missing(421);
  if (method !== 'GET' && method !== 'HEAD') return missing(405);
  const [, first, id = '', part] = url.split('?')[0].split('/');
  if (first === '') return { body: listPage(store.list()) };
  if (first === 'mails.json') {
    return { type: 'application/json', body: JSON.stringify(store.list()) };
  }
  const mail = first === 'mail' ? await store.read(id) : undefined;
  if (!mail) return missing(404);
  if (part === undefined) return { body: mailPage(id, mail) };
  if (part === 'html') {
    const body = `<!doctype html><base target="_blank"><meta charset="utf-8">${mail.html ?? ''}`;
    return { policy: FOREIGN, body };
  }
  if (part === 'raw') return { type: 'text/plain; charset=utf-8', body: await store.raw(id) };
  return missing(404);
}

function missing(status) {
  return { status, type: 'text/plain; charset=utf-8', body: 'There is nothing here.\n' };
}
