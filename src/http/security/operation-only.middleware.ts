import { NotFoundException } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';

const OPERATION = /^\/(health\/|metrics$)/;

/** In a process without the role `web`, only those who run it have something to ask. */
export function operationOnly(request: Request, _response: Response, next: NextFunction): void {
  next(
    OPERATION.test(request.path)
      ? undefined
      : new NotFoundException('This process has no role "web": ask one that has.'),
  );
}
