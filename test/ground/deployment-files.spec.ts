import { existsSync, readFileSync } from 'node:fs';
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { ENV_VARIABLES } from '../../src/config/env.variables.js';

interface Service {
  image?: string;
  command?: string[];
  environment?: Record<string, string>;
  healthcheck?: { test?: string[]; disable?: boolean };
  ports?: string[];
  restart?: string;
  depends_on?: Record<string, { condition: string }>;
  networks?: string[];
}

function readServices(compose: string): Record<string, Service> {
  const read = load(compose, { schema: CORE_SCHEMA.withTags(mergeTag) });
  return (read as { services: Record<string, Service> }).services;
}

/** The variables that a compose file asks its reader for. */
function askedIn(compose: string): (string | undefined)[] {
  return [...compose.matchAll(/(?<!\$)\$\{([A-Z_]+)/g)].map((match) => match[1]);
}

function expectNoDefaultPassword(compose: string): void {
  const uses = compose.match(/\$\{[A-Z_]*PASSWORD[^}]*\}/g) ?? [];
  expect(uses.length).toBeGreaterThan(0);
  for (const use of uses) expect(use).toMatch(/^\$\{[A-Z_]+:\?.+\}$/);
}

const text = readFileSync('docker-compose.yml', 'utf8');
const services = readServices(text);
const pairText = readFileSync('docker-compose.pair.yml', 'utf8');
const pair = readServices(pairText);
const known: string[] = Object.values(ENV_VARIABLES).map(({ name }) => name);
const dockerfile = readFileSync('Dockerfile', 'utf8');
const example = readFileSync('.env.example', 'utf8');
const apps = ['migrate', 'web', 'worker'].map((name) => services[name] ?? {});

describe('docker-compose.yml', () => {
  it('has PostgreSQL 17, Valkey, one web, one worker and a migration that ends', () => {
    expect(Object.keys(services).toSorted()).toEqual([
      'migrate',
      'postgres',
      'valkey',
      'web',
      'worker',
    ]);
    expect(services.postgres?.image).toBe('postgres:17');
    expect(services.valkey?.image).toMatch(/^valkey\/valkey:\d/);
    expect(services.migrate?.restart).toBe('no');
  });

  it('splits every role between web and worker', () => {
    const roles = [services.web, services.worker].flatMap(
      (service) => service?.environment?.BACKSTORY_ROLES?.split(',') ?? [],
    );
    const all = ENV_VARIABLES.roles.schema.parse(undefined);
    expect(roles.toSorted()).toEqual([...all].toSorted());
  });

  it('starts the app only on healthy servers and a finished migration', () => {
    for (const service of [services.web, services.worker]) {
      expect(service?.depends_on).toEqual({
        migrate: { condition: 'service_completed_successfully' },
        postgres: { condition: 'service_healthy' },
        valkey: { condition: 'service_healthy' },
      });
    }
    for (const name of ['postgres', 'valkey']) {
      expect(services[name]?.healthcheck?.test).toBeDefined();
    }
    expect(dockerfile).toContain('HEALTHCHECK');
  });

  it('has no default password: each must be given', () => {
    expectNoDefaultPassword(text);
    expect(example).toMatch(/^POSTGRES_PASSWORD=$/m);
    expect(example).toMatch(/^VALKEY_PASSWORD=$/m);
  });

  it('asks only for variables that .env.example explains', () => {
    const asked = [...askedIn(text), ...askedIn(pairText)];
    const explained = [...example.matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]);
    expect(new Set(explained)).toEqual(new Set(asked));
  });

  it('tells the app only variables that it knows', () => {
    for (const name of apps.flatMap((app) => Object.keys(app.environment ?? {}))) {
      expect(known).toContain(name);
    }
  });

  it('opens nothing to the network but the web process, where it is told to', () => {
    const open = Object.entries(services).filter(([, service]) => service.ports);
    expect(open.map(([name]) => name)).toEqual(['web']);
    expect(services.web?.ports).toEqual(['${BACKSTORY_BIND:-127.0.0.1}:${PORT:-3000}:3000']);
  });
});

describe('docker-compose.pair.yml', () => {
  const sides = ['central', 'facade'];

  it('has for each side a database, a migration that ends and an application that waits for both', () => {
    expect(Object.keys(pair).toSorted()).toEqual(
      sides.flatMap((side) => [side, `${side}-migrate`, `${side}-postgres`]),
    );
    for (const side of sides) {
      expect(pair[side]?.depends_on).toEqual({
        [`${side}-migrate`]: { condition: 'service_completed_successfully' },
        [`${side}-postgres`]: { condition: 'service_healthy' },
      });
      expect(pair[`${side}-postgres`]).toMatchObject({ image: 'postgres:17' });
      expect(pair[`${side}-postgres`]?.healthcheck?.test).toBeDefined();
      expect(pair[`${side}-migrate`]?.restart).toBe('no');
    }
  });

  it('lets only the applications meet, and only the central one call', () => {
    const meeting = Object.entries(pair).filter(([, { networks }]) => networks?.includes('link'));
    expect(meeting.map(([name]) => name)).toEqual(sides);
    expect(pair.central?.networks).toEqual(['private', 'link']);
    expect(pair.facade?.networks).toEqual(['public', 'link']);
    expect(pair.central?.environment?.BACKSTORY_SYNC_URL).toBe('http://facade:3000');
    expect(pair.facade?.environment).not.toHaveProperty('BACKSTORY_SYNC_URL');
  });

  it('names each side as the other one calls it', () => {
    const [central, facade] = sides.map((side) => pair[side]?.environment ?? {});
    expect(central?.BACKSTORY_SYNC_PEER).toBe(facade?.BACKSTORY_SYNC_NAME);
    expect(facade?.BACKSTORY_SYNC_PEER).toBe(central?.BACKSTORY_SYNC_NAME);
    for (const name of Object.keys({ ...central, ...facade })) expect(known).toContain(name);
  });

  it('has no default password, and listens where it is told to', () => {
    expectNoDefaultPassword(pairText);
    const open = Object.entries(pair).filter(([, service]) => service.ports);
    expect(open.map(([name]) => name)).toEqual(sides);
    for (const [, { ports }] of open)
      expect(ports?.[0]).toMatch(/^\$\{BACKSTORY_BIND:-127\.0\.0\.1\}:/);
  });
});

describe('the Dockerfile', () => {
  it('runs the built app as an unprivileged user', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    expect(last).toMatch(/^USER node$/m);
    expect(last).toContain('CMD ["node", "dist/src/main.js"]');
    expect(dockerfile).toContain('npm ci --omit=dev --omit=optional');
  });

  it('copies only what is there and what .dockerignore lets in', () => {
    const allowed = readFileSync('.dockerignore', 'utf8').match(/(?<=^!).+$/gm) ?? [];
    const lines = dockerfile.match(/^COPY (?!--from).+$/gm) ?? [];
    const sources = lines.flatMap((line) => line.split(' ').slice(1, -1));
    expect(sources.length).toBeGreaterThan(5);
    for (const source of sources) {
      expect(existsSync(source), source).toBe(true);
      expect(allowed).toContain(source.split('/')[0]);
    }
  });
});
