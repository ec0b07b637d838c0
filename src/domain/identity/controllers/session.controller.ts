import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  HttpStatus,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Request, type Response } from 'express';
import { type z } from 'zod';
import { CurrentPrincipal } from '../../../http/access/current-principal.decorator.js';
import { type Principal } from '../../../http/access/principal.interface.js';
import { Public } from '../../../http/access/public.decorator.js';
import { RequireRole } from '../../../http/access/require-role.decorator.js';
import { Describes } from '../../../http/docs/describes.decorator.js';
import { signInSchema } from '../dto/identity.schemas.js';
import { sessionSchema, sessionView, type SessionView } from '../dto/session.view.js';
import { SessionsService } from '../sessions.service.js';
import { SignInService } from '../sign-in.service.js';
import {
  readSessionCookie,
  sessionCookieName,
  sessionCookieOptions,
} from '../utils/session-cookie.util.js';

/** The browser session of whoever asks. */
@ApiTags('identity')
@Controller('session')
export class SessionController {
  constructor(
    private readonly signIn: SignInService,
    private readonly sessions: SessionsService,
  ) {}

  @Describes(
    'Signs in with name and password; the session is a cookie.',
    { status: 200, schema: sessionSchema },
    [400, 401, 403, 429],
  )
  @Public()
  @Post()
  @HttpCode(HttpStatus.OK)
  async create(
    @Body({ schema: signInSchema }) body: z.output<typeof signInSchema>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionView> {
    const user = await this.signIn.withPassword(body.name, body.password, request.ip ?? 'unknown');
    const secret = await this.sessions.start(user.id);
    response.cookie(sessionCookieName(request), secret, sessionCookieOptions(request));
    return sessionView(user);
  }

  @Describes('Says who is signed in.', { status: 200, schema: sessionSchema }, [401])
  @RequireRole('viewer')
  @Get()
  show(@CurrentPrincipal() principal: Principal): SessionView {
    return sessionView(principal);
  }

  @Describes('Signs out.', { status: 204 }, [401])
  @RequireRole('viewer')
  @Delete()
  @HttpCode(HttpStatus.NO_CONTENT)
  async destroy(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const secret = readSessionCookie(request);
    if (secret) {
      await this.sessions.end(secret);
    }
    const { maxAge: _, ...options } = sessionCookieOptions(request);
    response.clearCookie(sessionCookieName(request), options);
  }
}
