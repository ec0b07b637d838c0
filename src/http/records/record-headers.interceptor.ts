import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { type Observable, tap } from 'rxjs';
import { etagOf } from './if-match.util.js';

/** Sends the ETag of a record that is answered, and where a new one can be read. */
export class RecordHeaders implements NestInterceptor {
  /** @param at the path that the new record's id is appended to; none where nothing new is made */
  constructor(private readonly at?: string) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      tap((answer: { readonly id?: string; readonly version?: number } | undefined) => {
        if (typeof answer?.version === 'number') {
          response.setHeader('ETag', etagOf({ version: answer.version }));
        }
        if (this.at !== undefined && answer?.id !== undefined) {
          response.setHeader('Location', `${this.at}/${answer.id}`);
        }
      }),
    );
  }
}
