import { Controller, Get, Head, HttpCode, HttpStatus, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Request, type Response } from 'express';
import { type z } from 'zod';
import { Public } from '../../../http/access/public.decorator.js';
import { Describes } from '../../../http/docs/describes.decorator.js';
import { signInLinkSchema } from '../dto/identity.schemas.js';
import { SessionsService } from '../sessions.service.js';
import { SignInLinksService } from '../sign-in-links.service.js';
import { sessionCookieName, sessionCookieOptions } from '../utils/session-cookie.util.js';

/** Where a one-time link leads. */
@Public()
@ApiTags('identity')
@Controller('sign-in')
export class SignInController {
  constructor(
    private readonly links: SignInLinksService,
    private readonly sessions: SessionsService,
  ) {}

  /** Chat and mail programs look at links with HEAD; that must not use one up. */
  @Head()
  @HttpCode(HttpStatus.NO_CONTENT)
  peek(): void {}

  @Describes(
    'Uses a one-time link up and goes on to the console, signed in.',
    { status: 303 },
    [400, 410],
  )
  @Get()
  async redeem(
    @Query({ schema: signInLinkSchema }) query: z.output<typeof signInLinkSchema>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Referrer-Policy', 'no-referrer');
    const user = await this.links.redeem(query.token);
    const secret = await this.sessions.start(user.id);
    response.cookie(sessionCookieName(request), secret, sessionCookieOptions(request));
    response.redirect(HttpStatus.SEE_OTHER, '/console');
  }
}
