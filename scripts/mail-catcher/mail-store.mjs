import { mkdirSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import PostalMime from 'postal-mime';

const MOST = 200;
const NAME = /^(\d{13}-\d{6})\.eml$/;

/**
 * @typedef {{ id: string, from: string, to: string, subject: string, at: string }} Summary
 */

/** The last 200 e-mails, as files that any mail program opens. */
export class MailStore {
  /** @type {Summary[]} Newest first. */ #mails = [];
  /** @type {string} */ #folder;
  #kept = 0;

  constructor(folder) {
    this.#folder = folder;
  }

  /**
   * @param {string} folder
   * @returns {Promise<MailStore>} with what was kept before
   */
  static async open(folder) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const store = new MailStore(folder);
    const ids = (await readdir(folder)).flatMap((name) => NAME.exec(name)?.[1] ?? []);
    for (const id of ids.sort().slice(-MOST)) {
      const mail = await store.read(id);
      if (mail) store.#mails.unshift(summary(id, mail));
    }
    await store.#forget(ids.sort().slice(0, -MOST));
    return store;
  }

  /** Newest first. */
  list() {
    return this.#mails;
  }

  /**
   * Writes the message down before anybody is told that it was taken.
   *
   * @param {Buffer} raw
   * @param {{ address: string }[]} recipients
   */
  async keep(raw, recipients) {
    this.#kept += 1;
    const id = `${Date.now()}-${String(this.#kept % 1_000_000).padStart(6, '0')}`;
    const mail = await PostalMime.parse(raw);
    const file = this.#file(id);
    await writeFile(`${file}.new`, raw, { mode: 0o600 });
    await rename(`${file}.new`, file);
    const to = recipients.map(({ address }) => address).join(', ');
    this.#mails.unshift({ ...summary(id, mail), to });
    await this.#forget(this.#mails.splice(MOST).map((old) => old.id));
  }

  /**
   * @param {string} id
   * @returns {Promise<import('postal-mime').Email | undefined>}
   */
  async read(id) {
    const raw = await this.raw(id);
    try {
      return raw && (await PostalMime.parse(raw));
    } catch {
      return undefined;
    }
  }

  /**
   * @param {string} id
   * @returns {Promise<Buffer | undefined>}
   */
  async raw(id) {
    if (!NAME.test(`${id}.eml`)) return undefined;
    return readFile(this.#file(id)).catch(() => undefined);
  }

  async #forget(ids) {
    await Promise.all(ids.map((id) => rm(this.#file(id), { force: true })));
  }

  #file(id) {
    return path.join(this.#folder, `${id}.eml`);
  }
}

/**
 * @param {string} id
 * @param {import('postal-mime').Email} mail
 * @returns {Summary}
 */
function summary(id, mail) {
  return {
    id,
    from: written(mail.from),
    to: (mail.to ?? []).map(written).join(', '),
    subject: mail.subject ?? '(no subject)',
    at: new Date(Number(id.slice(0, 13))).toISOString(),
  };
}

/** @param {import('postal-mime').Address | undefined} address */
export function written(address) {
  if (!address) return '';
  return address.name ? `${address.name} <${address.address ?? ''}>` : (address.address ?? '');
}
