import { Inject, Injectable, type Type } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ACCESS_METADATA } from '../../http/access/access.constants.js';
import { type Access } from '../../http/access/access.interface.js';
import { IDENTITY_MODULE_OPTIONS } from './identity.module-definition.js';
import { type IdentityModuleOptions } from './interfaces/identity-module-options.interface.js';

/** A route of the application, as the router knows it. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly controller: Type;
  readonly handler: (...parameters: never[]) => unknown;
}

/** Who may use which route: the decorators decide, else the longest matching path of the options. */
@Injectable()
export class AccessRules {
  constructor(
    private readonly reflector: Reflector,
    @Inject(IDENTITY_MODULE_OPTIONS) private readonly options: IdentityModuleOptions,
  ) {}

  /** Undefined for a route that nobody declared: it stays shut. */
  accessOf(route: Route): Access | undefined {
    const declared = this.reflector.getAllAndOverride<Access | undefined>(ACCESS_METADATA, [
      route.handler,
      route.controller,
    ]);
    return declared ?? this.accessByPath(route);
  }

  private accessByPath({ method, path }: Route): Access | undefined {
    const matching = this.options.routes.filter(
      (rule) =>
        (rule.method === undefined || rule.method === method) &&
        `${path}/`.startsWith(`${rule.path}/`),
    );
    const [best] = matching.toSorted(
      (one, other) =>
        other.path.length - one.path.length ||
        Number(other.method !== undefined) - Number(one.method !== undefined),
    );
    return best?.access;
  }
}
