import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/** What a process may do, apart or together. */
export const ROLES = ['web', 'worker', 'relay', 'scheduler'] as const;

/** One of `ROLES`. */
export type Role = (typeof ROLES)[number];

/** A whole number in a range, written in decimal digits only. */
export function wholeNumber(least: number, most: number) {
  return z
    .string()
    .regex(/^\d{1,9}$/, 'is not a whole number')
    .transform(Number)
    .pipe(z.number().min(least, `is below ${least}`).max(most, `is above ${most}`));
}

/** `a, b,c` as a list without blanks. */
export function commaList() {
  return z.string().transform(splitList);
}

/** Secrets that somebody signs with, separated by commas: the one in use first. */
export function secretList(least: number) {
  return commaList().pipe(
    z.array(z.string().min(least, `has a secret of less than ${least} characters`)),
  );
}

/** Pairs `user:password` of HTTP Basic, separated by commas: the one in use first. */
export function credentialList() {
  return commaList().pipe(
    z.array(
      z.string().regex(/^[^:]+:.{8,}$/, 'has a pair that is no user:password of 8 characters'),
    ),
  );
}

/** What a deployment is called by another. */
export function deploymentName() {
  return z
    .string()
    .regex(/^[a-z0-9][a-z0-9_.-]{0,57}$/, 'is no name of a-z, 0-9, ".", "_" and "-"');
}

/** A list of roles, each once, at least one. */
export function roleList() {
  return commaList().pipe(
    z
      .array(z.enum(ROLES, { error: (issue) => `has an unknown role "${String(issue.input)}"` }))
      .min(1, 'names no role')
      .transform((roles) => [...new Set(roles)]),
  );
}

/** A PostgreSQL connection URL that names a database. */
export function postgresUrl() {
  return z
    .string({ error: 'is not set' })
    .refine((value) => hasProtocol(value, ['postgres:', 'postgresql:']), {
      error: 'is not a postgres:// URL',
    });
}

/** A Redis connection URL. */
export function redisUrl() {
  return z.string().refine((value) => hasProtocol(value, ['redis:', 'rediss:', 'unix:']), {
    error: 'is not a redis:// URL',
  });
}

/** A mail server's URL. */
export function smtpUrl() {
  return z.string().refine((value) => hasProtocol(value, ['smtp:', 'smtps:']), {
    error: 'is not an smtp:// URL',
  });
}

/** A list of IP addresses and CIDR ranges. */
export function addressRanges() {
  return commaList().refine((ranges) => ranges.every(isRange), {
    error: 'has something that is neither an address nor a range',
  });
}

function isRange(text: string): boolean {
  return text.includes('/') ? ipaddr.isValidCIDR(text) : ipaddr.isValid(text);
}

function splitList(value: string): string[] {
  return value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function hasProtocol(value: string, protocols: readonly string[]): boolean {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol);
}
