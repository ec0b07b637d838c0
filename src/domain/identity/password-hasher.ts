import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';

/** OWASP's second set for scrypt: 32 MiB and three lanes, about 0.3 s. */
const COST = { ln: 15, r: 8, p: 3 } as const;
const KEY_BYTES = 32;
const FORMAT = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/;

/** Hashes passwords with scrypt; each hash carries its salt and parameters. */
@Injectable()
export class PasswordHasher {
  /** Compared against when there is no such user, so that both answers take the same time. */
  private readonly decoy = format(randomBytes(16), randomBytes(KEY_BYTES));

  async hash(password: string): Promise<string> {
    const salt = randomBytes(16);
    const key = await derive(password, salt, COST);
    return format(salt, key);
  }

  /** Is it the password? Takes as long without a hash to compare with, and says no. */
  async verify(password: string, hash: string | null | undefined): Promise<boolean> {
    const [, ln, r, p, salt, key] = FORMAT.exec(hash ?? this.decoy) ?? [];
    if (!salt || !key) {
      throw new Error('A stored password hash has an unknown format; set the password anew.');
    }
    const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
    const derived = await derive(password, Buffer.from(salt, 'base64url'), cost);
    return timingSafeEqual(derived, Buffer.from(key, 'base64url')) && Boolean(hash);
  }
}

function format(salt: Buffer, key: Buffer): string {
  const parameters = `ln=${COST.ln},r=${COST.r},p=${COST.p}`;
  return `$scrypt$${parameters}$${salt.toString('base64url')}$${key.toString('base64url')}`;
}

function derive(
  password: string,
  salt: Buffer,
  cost: { readonly ln: number; readonly r: number; readonly p: number },
): Promise<Buffer> {
  const N = 2 ** cost.ln;
  const options = { N, r: cost.r, p: cost.p, maxmem: 256 * N * cost.r };
  return new Promise((resolve, reject) => {
    // NFKC: the same password typed on two keyboards may be composed differently.
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) => {
      if (error) {
        reject(error);
        return;
      }
      resolve(key);
    });
  });
}
