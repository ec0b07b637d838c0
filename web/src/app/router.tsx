import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { activitySearch } from '../activity/activity-search.js';
import { sessionQuery } from '../api/session.js';
import { changesSearch } from '../changes/changes-search.js';
import { historySearch } from '../history/history-search.js';
import { deliveriesSearch } from '../deliveries/deliveries-search.js';
import { issueSearch, issuesSearch } from '../issues/issues-search.js';
import { notificationsSearch } from '../notifications/notifications-search.js';
import { Shell } from '../shell/shell.js';
import { syncSearch } from '../sync/sync-search.js';
import { traceSearch } from '../trace/trace-search.js';
import { ProblemPage } from '../ui/problem-page.js';
import { workflowSearch, workflowsSearch } from '../workflows/workflows-search.js';
import { queryClient } from './query-client.js';
import { parseSearch, stringifySearch } from './search-codec.js';
import { searchFields, searchText } from './search-fields.js';

const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
});

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: searchFields({ to: searchText, link: searchText }),
  component: lazyRouteComponent(() => import('../sign-in/sign-in-page.js'), 'SignInPage'),
});

const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: async ({ context, location }) => {
    const user = await context.queryClient.ensureQueryData(sessionQuery);
    if (user === null) {
      const to = location.href.startsWith('/sign-in') ? undefined : location.href;
      throw redirect({ to: '/sign-in', search: { to }, replace: true });
    }
    return { user };
  },
  component: Shell,
});

const indexRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/activity', replace: true });
  },
});

export const activityRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/activity',
  validateSearch: activitySearch,
  component: lazyRouteComponent(() => import('../activity/activity-page.js'), 'ActivityPage'),
});

export const historyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/records/$type/$id',
  validateSearch: historySearch,
  component: lazyRouteComponent(() => import('../history/history-page.js'), 'HistoryPage'),
});

export const traceRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/correlations/$id',
  validateSearch: traceSearch,
  component: lazyRouteComponent(() => import('../trace/trace-page.js'), 'TracePage'),
});

export const issuesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/issues',
  validateSearch: issuesSearch,
  component: lazyRouteComponent(() => import('../issues/issues-page.js'), 'IssuesPage'),
});

export const issueRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/issues/$id',
  validateSearch: issueSearch,
  component: lazyRouteComponent(() => import('../issues/issue-page.js'), 'IssuePage'),
});

export const notificationsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/notifications',
  validateSearch: notificationsSearch,
  component: lazyRouteComponent(
    () => import('../notifications/notifications-page.js'),
    'NotificationsPage',
  ),
});

export const deliveriesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/deliveries',
  validateSearch: deliveriesSearch,
  component: lazyRouteComponent(() => import('../deliveries/deliveries-page.js'), 'DeliveriesPage'),
});

export const changesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/changes',
  validateSearch: changesSearch,
  component: lazyRouteComponent(() => import('../changes/changes-page.js'), 'ChangesPage'),
});

export const syncRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/sync',
  validateSearch: syncSearch,
  component: lazyRouteComponent(() => import('../sync/sync-page.js'), 'SyncPage'),
});

export const workflowsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/workflows',
  validateSearch: workflowsSearch,
  component: lazyRouteComponent(() => import('../workflows/workflows-page.js'), 'WorkflowsPage'),
});

/** `new` is the form of a workflow to be. */
export const workflowRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/workflows/$id',
  validateSearch: workflowSearch,
  component: lazyRouteComponent(() => import('../workflows/workflow-page.js'), 'WorkflowPage'),
});

const routeTree = rootRoute.addChildren([
  signInRoute,
  shellRoute.addChildren([
    indexRoute,
    activityRoute,
    historyRoute,
    traceRoute,
    issuesRoute,
    issueRoute,
    notificationsRoute,
    deliveriesRoute,
    changesRoute,
    syncRoute,
    workflowsRoute,
    workflowRoute,
  ]),
]);

export const router = createRouter({
  routeTree,
  basepath: '/console',
  context: { queryClient },
  parseSearch,
  stringifySearch,
  defaultErrorComponent: ProblemPage,
  defaultNotFoundComponent: () => <ProblemPage error={new Error('There is no such page.')} />,
  defaultPendingMs: 150,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
