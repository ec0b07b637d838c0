import type { INestApplication } from '@nestjs/common';

/** A route that the server answers. */
export interface ServedRoute {
  readonly method: string;
  readonly path: string;
}

interface Layer {
  readonly route?: { readonly path: string | string[]; readonly methods: Record<string, boolean> };
}

/** The router's own table: what is really served, whatever any list says. */
export function routesOf(app: INestApplication): ServedRoute[] {
  const { router } = app.getHttpAdapter().getInstance() as { router: { stack: Layer[] } };
  return router.stack.flatMap(({ route }) =>
    route === undefined
      ? []
      : [route.path].flat().flatMap((path) =>
          Object.keys(route.methods)
            .filter((method) => route.methods[method] === true)
            .map((method) => ({ method: method.toUpperCase(), path })),
        ),
  );
}
