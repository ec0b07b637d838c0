import { createRequire } from 'node:module';
import path from 'node:path';
import { Controller, Get, NotFoundException, Param, Res } from '@nestjs/common';
import { ApiExcludeController, type OpenAPIObject } from '@nestjs/swagger';
import type { Response } from 'express';
import { RequireRole } from '../access/require-role.decorator.js';
import { contentSecurityPolicy } from '../security/security-headers.js';
import { DOCS_PAGE, DOCS_SCRIPT } from './docs-page.js';
import { OpenApiDocument } from './open-api.document.js';

/** Swagger UI comes with @nestjs/swagger; only these of its files are served. */
const ASSETS = new Set(['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png']);
const swagger = createRequire(createRequire(import.meta.url).resolve('@nestjs/swagger'));
const folder = path.dirname(swagger.resolve('swagger-ui-dist/package.json'));

/** The API's own description, for people at `/api/docs` and as `openapi.json`. */
@ApiExcludeController()
@RequireRole('viewer')
@Controller('api/docs')
export class DocsController {
  constructor(private readonly document: OpenApiDocument) {}

  @Get()
  page(@Res() response: Response): void {
    // Swagger UI writes style attributes into its page; scripts stay forbidden.
    response.setHeader('Content-Security-Policy', contentSecurityPolicy("'unsafe-inline'"));
    response.type('html').send(DOCS_PAGE);
  }

  @Get('openapi.json')
  json(): OpenAPIObject {
    return this.document.get();
  }

  @Get('start.js')
  script(@Res() response: Response): void {
    response.type('text/javascript').send(DOCS_SCRIPT);
  }

  @Get(':asset')
  asset(@Param('asset') asset: string, @Res() response: Response): void {
    if (!ASSETS.has(asset)) {
      throw new NotFoundException();
    }
    response.sendFile(path.join(folder, asset), { maxAge: '1h' });
  }
}
