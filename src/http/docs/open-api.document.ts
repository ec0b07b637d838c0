import { Injectable, type INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { describeProblems } from './describe-problems.js';

/** The OpenAPI document of the running application, built when somebody first asks for it. */
@Injectable()
export class OpenApiDocument {
  private app?: INestApplication;
  private document?: OpenAPIObject;

  describe(app: INestApplication): void {
    this.app = app;
  }

  get(): OpenAPIObject {
    if (!this.app) {
      throw new Error('OpenApiDocument.describe(app) was not called before the document was read.');
    }
    this.document ??= create(this.app);
    return this.document;
  }
}

function create(app: INestApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(app, config(), {
    operationIdFactory: (controller, method) =>
      `${controller.replace(/Controller$/, '')}.${method}`,
  });
  describeProblems(document);
  return document;
}

function config(): Omit<OpenAPIObject, 'paths'> {
  return new DocumentBuilder()
    .setTitle('Backstory')
    .setDescription(
      'What changed in your data, who changed it, why, and what must happen because of it. ' +
        'Every answer carries `X-Correlation-Id`; every error is `application/problem+json` ' +
        '(RFC 9457) with a stable `code`.',
    )
    .setVersion('1')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addBearerAuth({ type: 'http', description: 'An API token: `bks_…`' }, 'token')
    .addCookieAuth('backstory_session', { type: 'apiKey' }, 'session')
    .addSecurityRequirements('token')
    .addSecurityRequirements('session')
    .build();
}
