import { describe, expect, it } from 'vitest';
import { InvalidEnvError } from './env.errors.js';
import { readEnv } from './env.js';

const DATABASE_URL = 'postgres://app:s3cret@db/backstory';

function read() {
  return readEnv({ PORT: '70000', BACKSTORY_ROLES: 'web,cook', REDIS_URL: 'http://x:pw@y' });
}

describe('readEnv', () => {
  it('fills in every default', () => {
    expect(readEnv({ DATABASE_URL })).toMatchObject({
      port: 3000,
      roles: ['web', 'worker', 'relay', 'scheduler'],
      dataDirectory: '.backstory',
      redisUrl: undefined,
      logFormat: 'auto',
    });
  });

  it('cannot be changed by who gets it', () => {
    const env = readEnv({ DATABASE_URL });

    expect(Object.isFrozen(env)).toBe(true);
    expect(Object.isFrozen(env.roles)).toBe(true);
  });

  it('takes an empty variable for an absent one', () => {
    expect(readEnv({ DATABASE_URL, PORT: '', REDIS_URL: '' })).toMatchObject({
      port: 3000,
      redisUrl: undefined,
    });
  });

  it('names every wrong variable with its problem and remedy, and no value', () => {
    expect(read).toThrow(InvalidEnvError);
    expect(read).toThrow(/^PORT is above 65535\. Use a port number/m);
    expect(read).toThrow(/^DATABASE_URL is not set\. Set it to postgres:/m);
    expect(read).toThrow(/^BACKSTORY_ROLES has an unknown role "cook"\. List/m);
    expect(read).toThrow(/^REDIS_URL is not a redis:\/\/ URL\./m);
    expect(read).not.toThrow(/pw@y/);
  });

  it('reads lists without blanks and repetition', () => {
    const env = readEnv({
      DATABASE_URL,
      BACKSTORY_ROLES: ' web , relay,web,',
      BACKSTORY_TRUSTED_PROXIES: '10.0.0.0/8, loopback',
    });

    expect(env.roles).toEqual(['web', 'relay']);
    expect(env.trustedProxies).toEqual(['10.0.0.0/8', 'loopback']);
  });
});
