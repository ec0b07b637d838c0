import {
  Controller,
  Get,
  Next,
  Patch,
  Post,
  Put,
  Req,
  Res,
  ServiceUnavailableException,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import { RequireRole } from '../http/access/require-role.decorator.js';
import { contentSecurityPolicy } from '../http/security/security-headers.js';
import { BOARD_PATH, QueueBoard } from './queue-board.js';

/** Milliseconds; the board's client waits for a lost Redis for ever. */
const PATIENCE = 8_000;

const PATHS = ['', '*path'];

/** bull-board behind the same door as everything else. */
@ApiExcludeController()
@RequireRole('admin')
@Controller(BOARD_PATH)
export class QueueBoardController {
  constructor(private readonly board: QueueBoard) {}

  @Get(PATHS)
  get(@Req() request: Request, @Res() response: Response, @Next() next: NextFunction): void {
    this.serve(request, response, next);
  }

  @Post(PATHS)
  post(@Req() request: Request, @Res() response: Response, @Next() next: NextFunction): void {
    this.serve(request, response, next);
  }

  @Put(PATHS)
  put(@Req() request: Request, @Res() response: Response, @Next() next: NextFunction): void {
    this.serve(request, response, next);
  }

  @Patch(PATHS)
  patch(@Req() request: Request, @Res() response: Response, @Next() next: NextFunction): void {
    this.serve(request, response, next);
  }

  private serve(request: Request, response: Response, next: NextFunction): void {
    const tooLate = setTimeout(() => {
      if (!response.headersSent) {
        next(new ServiceUnavailableException('The server of the queues does not answer.'));
      }
    }, PATIENCE);
    response.once('close', () => clearTimeout(tooLate));
    response.setHeader('Content-Security-Policy', boardPolicy());
    // The board is an application of its own: it sees what comes behind its path.
    request.url = request.url.slice(BOARD_PATH.length).replace(/^(?!\/)/, '/');
    this.board.handler(request, response, next);
  }
}

/** The board's page has style attributes, and a `base` that its scripts are found by. */
function boardPolicy(): string {
  return contentSecurityPolicy("'unsafe-inline'").replace("base-uri 'none'", "base-uri 'self'");
}
