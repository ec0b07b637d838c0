import type { News } from '../issue-news.js';

/** The words of an e-mail. */
interface Words {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Puts news into an e-mail; nothing that a user wrote is taken for HTML. */
export function emailOf(
  { issue, reference, headline, quote, path }: News,
  publicUrl: string,
): Words {
  const url = `${publicUrl}/console${path}`;
  const said = quote === undefined ? [] : [quote];
  return {
    subject: `[${reference}] ${issue.title}`,
    text: [`${headline}: ${issue.title}`, ...said, url].join('\n\n'),
    html: [
      `<p>${escapeHtml(headline)}: <a href="${escapeHtml(url)}">${escapeHtml(issue.title)}</a></p>`,
      ...said.map(
        (words) => `<blockquote style="white-space: pre-wrap">${escapeHtml(words)}</blockquote>`,
      ),
    ].join('\n'),
  };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
