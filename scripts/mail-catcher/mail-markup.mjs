import { written } from './mail-store.mjs';

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 2rem auto; max-width: 64rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #8884; overflow-wrap: anywhere; }
td:last-child { white-space: nowrap; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 1rem; border: 1px solid #8884; border-radius: .4rem; }
iframe { width: 100%; height: 20rem; border: 1px solid #8884; border-radius: .4rem; background: #fff; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; }
dd { margin: 0; overflow-wrap: anywhere; }`;

/** @param {import('./mail-store.mjs').Summary[]} mails */
export function listPage(mails) {
  const rows = mails.map(
    ({ id, from, to, subject, at }) =>
      `<tr><td><a href="/mail/${id}">${text(subject)}</a></td><td>${text(to)}</td><td>${text(from)}</td><td><time datetime="${at}">${at.slice(0, 19).replace('T', ' ')}</time></td></tr>`,
  );
  const table = `<table><thead><tr><th>Subject</th><th>To</th><th>From</th><th>Arrived (UTC)</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  const none =
    '<p>No e-mail was sent yet. What Backstory sends shows up here, and goes nowhere else.</p>';
  return page(
    `Caught e-mail (${mails.length})`,
    mails.length > 0 ? table : none,
    '<meta http-equiv="refresh" content="3">',
  );
}

/**
 * @param {string} id
 * @param {import('postal-mime').Email} mail
 */
export function mailPage(id, mail) {
  const facts = [
    ['From', written(mail.from)],
    ['To', (mail.to ?? []).map(written).join(', ')],
    ['Date', mail.date ?? ''],
    ['Message-ID', mail.messageId ?? ''],
  ];
  const list = facts.map(([name, value]) => `<dt>${name}</dt><dd>${text(value)}</dd>`).join('');
  const html = mail.html
    ? `<h2>HTML</h2><iframe sandbox="allow-popups allow-popups-to-escape-sandbox" title="The message as HTML" src="/mail/${id}/html"></iframe>`
    : '';
  const plain = mail.text ? `<h2>Text</h2><pre>${text(mail.text)}</pre>` : '';
  return page(
    mail.subject || '(no subject)',
    `<p><a href="/">All e-mail</a> · <a href="/mail/${id}/raw">Source</a></p><dl>${list}</dl>${html}${plain}`,
  );
}

function page(title, body, head = '') {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${head}<title>${text(title)}</title><style>${STYLE}</style></head><body><h1>${text(title)}</h1>${body}</body></html>`;
}

function text(value) {
  return value.replace(
    /[&<>"']/g,
    (character) =>
      ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[character],
  );
}
