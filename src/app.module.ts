import { Module, type DynamicModule } from '@nestjs/common';
import { APP_ACCESS } from './app-access.js';
import type { Env } from './config/env.js';
import { publicUrl } from './config/public-url.js';
import { DatabaseModule } from './database/database.module.js';
import { BlogModule } from './domain/blog/index.js';
import { IdentityModule } from './domain/identity/index.js';
import { HttpModule } from './http/http.module.js';
import { AuditModule } from './platform/audit/index.js';
import { CorrelationModule } from './platform/correlation/index.js';

/** The composition root: every module with the options that this deployment gives it. */
@Module({})
export class AppModule {
  static forRoot(env: Env): DynamicModule {
    return {
      module: AppModule,
      imports: [
        CorrelationModule.forRoot({ trustedPeers: env.correlationPeers, mountMiddleware: false }),
        DatabaseModule.forRoot(env),
        AuditModule.forRoot({}),
        HttpModule.forRoot(),
        IdentityModule.forRoot({ publicUrl: publicUrl(env), routes: APP_ACCESS }),
        BlogModule,
      ],
    };
  }
}
