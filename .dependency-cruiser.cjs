/** The module arrows of the design, one rule per platform module. */
const allowed = {
  correlation: [],
  triggers: [],
  outbox: ['correlation'],
  audit: ['triggers', 'outbox', 'correlation'],
  events: ['outbox', 'correlation'],
  feed: ['outbox', 'correlation'],
  capture: ['audit', 'triggers', 'deliveries', 'outbox', 'correlation'],
  deliveries: ['outbox', 'correlation'],
  channels: ['audit', 'deliveries', 'outbox', 'correlation'],
  inbox: ['deliveries', 'events', 'outbox', 'correlation'],
  workflows: ['audit', 'inbox', 'deliveries', 'events', 'outbox', 'correlation'],
  sync: ['audit', 'triggers', 'deliveries', 'outbox', 'correlation'],
};

const arrowRules = Object.entries(allowed).map(([module, targets]) => ({
  name: `platform-arrow-${module}`,
  comment: `src/platform/${module} may import only: ${targets.join(', ') || 'nothing of ours'}`,
  severity: 'error',
  from: { path: `^src/platform/${module}/` },
  to: { path: '^src/', pathNot: `^src/platform/(${[module, ...targets].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...arrowRules,
    {
      name: 'domain-not-to-domain',
      comment: 'Domains meet through recorded events or by id.',
      severity: 'error',
      from: { path: '^src/domain/([^/]+)/' },
      to: { path: '^src/domain/', pathNot: '^src/domain/$1/' },
    },
    {
      name: 'domain-not-to-root',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { path: '^src/(config|database|cli|queues)/' },
    },
    {
      name: 'only-through-index',
      comment: 'Another module is reached through its index.ts only.',
      severity: 'error',
      from: { path: '^(src|migrations|test|bench)/', pathNot: '^src/(platform|domain)/([^/]+)/' },
      to: {
        path: '^src/(platform|domain)/[^/]+/.+',
        pathNot: '^src/(platform|domain)/[^/]+/index\\.ts$',
      },
    },
    {
      name: 'only-through-index-between-modules',
      severity: 'error',
      from: { path: '^src/(platform|domain)/([^/]+)/' },
      to: {
        path: '^src/(platform|domain)/[^/]+/.+',
        pathNot: ['^src/$1/$2/', '^src/(platform|domain)/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'no-own-barrel',
      comment: 'A file imports its siblings directly, never its own index.',
      severity: 'error',
      from: { path: '^src/(platform|domain)/([^/]+)/' },
      to: { path: '^src/$1/$2/index\\.ts$' },
    },
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { pathNot: '\\.entity\\.ts$' } },
    },
    {
      name: 'not-to-dev-dependencies',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|web)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
