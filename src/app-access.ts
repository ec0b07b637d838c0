import type { RouteAccess } from './domain/identity/index.js';

/** Who may use the routes of modules that know no roles. What is not named here or decorated is shut. */
export const APP_ACCESS: readonly RouteAccess[] = [
  { path: '/health', access: { public: true } },
  { path: '/metrics', method: 'GET', access: { role: 'operator' } },
  { path: '/audit', method: 'GET', access: { role: 'viewer' } },
  { path: '/audit', method: 'POST', access: { role: 'operator' } },
  { path: '/capture', method: 'GET', access: { role: 'viewer' } },
  { path: '/capture', method: 'POST', access: { role: 'operator' } },
  { path: '/deliveries', method: 'GET', access: { role: 'viewer' } },
  { path: '/deliveries', method: 'POST', access: { role: 'operator' } },
  { path: '/workflows', method: 'GET', access: { role: 'viewer' } },
  { path: '/workflows', access: { role: 'operator' } },
  { path: '/correlations', method: 'GET', access: { role: 'viewer' } },
  { path: '/feed', method: 'GET', access: { role: 'viewer' } },
  { path: '/notifications', method: 'GET', access: { role: 'viewer' } },
  { path: '/notifications', method: 'POST', access: { role: 'viewer', scope: 'write' } },
  { path: '/channels', method: 'GET', access: { role: 'operator' } },
  { path: '/webhooks', access: { role: 'operator' } },
  { path: '/sync', access: { role: 'operator' } },
];
