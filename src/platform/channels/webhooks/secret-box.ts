import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { SecretKeyMissingError } from '../channels.errors.js';

const CIPHER = 'aes-256-gcm';
const SEALED = /^v1:([0-9a-f]{16}):([A-Za-z0-9_-]{16}):([A-Za-z0-9_-]{22,})$/;
const TAG = 16;

interface Key {
  /** Names the key without telling anything of it. */
  readonly id: string;
  readonly bytes: Buffer;
}

/**
 * Seals texts with AES-256-GCM. The first key seals, all open; so a key is changed by putting the new
 * one in front until everything is sealed with it.
 */
export class SecretBox {
  private readonly keys: readonly Key[];

  /** @param secrets the keys as text, the one in use first; none leaves everything as it is */
  constructor(secrets: readonly string[]) {
    this.keys = secrets.map((secret) => {
      const bytes = Buffer.from(hkdfSync('sha256', secret, '', 'backstory secrets', 32));
      return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 16), bytes };
    });
  }

  /** @param place where it is kept: it opens nowhere else */
  seal(text: string, place: string): string {
    const [key] = this.keys;
    if (key === undefined) return text;
    const nonce = randomBytes(12);
    const cipher = createCipheriv(CIPHER, key.bytes, nonce).setAAD(Buffer.from(place));
    const sealed = Buffer.concat([
      cipher.update(text, 'utf8'),
      cipher.final(),
      cipher.getAuthTag(),
    ]);
    return ['v1', key.id, nonce.toString('base64url'), sealed.toString('base64url')].join(':');
  }

  /** @throws SecretKeyMissingError */
  open(kept: string, place: string): string {
    const parts = SEALED.exec(kept);
    if (parts === null) return kept;
    const [, id, nonce = '', rest = ''] = parts;
    const key = this.keys.find((one) => one.id === id);
    if (key === undefined) throw new SecretKeyMissingError(place);
    const sealed = Buffer.from(rest, 'base64url');
    const decipher = createDecipheriv(CIPHER, key.bytes, Buffer.from(nonce, 'base64url'))
      .setAAD(Buffer.from(place))
      .setAuthTag(sealed.subarray(-TAG));
    return decipher.update(sealed.subarray(0, -TAG), undefined, 'utf8') + decipher.final('utf8');
  }

  /** Whether it is sealed with the key in use, or there is none. */
  isCurrent(kept: string): boolean {
    const [key] = this.keys;
    return key === undefined || SEALED.exec(kept)?.[1] === key.id;
  }
}
