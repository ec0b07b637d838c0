import { Controller, Get, Head, HttpCode, HttpStatus, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Request, type Response } from 'express';
import { type z } from 'zod';
import { Public } from '../../../http/access/public.decorator.js';
import { Describes } from '../../../http/docs/describes.decorator.js';
import { signInLinkSchema } from '../dto/identity.schemas.js';
import { type User } from '../entities/user.entity.js';
import { SignInLinkInvalidError } from '../identity.errors.js';
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
    const user = await this.userOf(query.token, request, response);
    if (!user) {
      return;
    }
    const secret = await this.sessions.start(user.id);
    response.cookie(sessionCookieName(request), secret, sessionCookieOptions(request));
    response.redirect(HttpStatus.SEE_OTHER, '/console');
  }

  /** A person who follows a dead link sees the sign-in page say so; a program gets the problem. */
  private async userOf(
    token: string,
    request: Request,
    response: Response,
  ): Promise<User | undefined> {
    try {
      return await this.links.redeem(token);
    } catch (error) {
      if (
        !(error instanceof SignInLinkInvalidError) ||
        request.accepts('json', 'html') !== 'html'
      ) {
        throw error;
      }
      response.redirect(HttpStatus.SEE_OTHER, '/console/sign-in?link=used');
      return undefined;
    }
  }
}
