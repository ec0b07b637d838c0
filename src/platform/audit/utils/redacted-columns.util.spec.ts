import { describe, expect, it } from 'vitest';
import type { EntityMetadata } from 'typeorm';
import type { AuditedOptions } from '../decorators/audited.decorator.js';
import { redactedColumns } from './redacted-columns.util.js';

function column(name: string, isSelect = true): object {
  return { propertyPath: name, propertyName: name, databaseName: name, isSelect, isPrimary: false };
}

function redacted(options: AuditedOptions, ...columns: object[]): string[] {
  return [...redactedColumns({ columns } as unknown as EntityMetadata, options)];
}

describe('redacted columns', () => {
  const secrets =
    'password passwordHash resetTokens api_key apiKey otp totp_secret privateKey client_secret PIN';

  it.each(secrets.split(' '))('hide %s by its name', (name) => {
    expect(redacted({}, column(name))).toEqual([name]);
  });

  it.each(['title', 'keyboard', 'tokenizer', 'pinned', 'monkey', 'spin', 'secretary', 'key'])(
    'leave %s alone',
    (name) => {
      expect(redacted({}, column(name))).toEqual([]);
    },
  );

  it('include what is never selected and what is asked for, less what is revealed', () => {
    const columns = [column('note', false), column('body'), column('token')];

    expect(redacted({ redact: ['body'], reveal: ['token'] }, ...columns)).toEqual(['note', 'body']);
  });
});
