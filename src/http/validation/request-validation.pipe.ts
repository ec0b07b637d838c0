import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { InvalidInputError } from '../problem/http.errors.js';
import { fieldProblem } from './field-problem.util.js';

/** The most problems that one answer lists; a body of a million wrong items is told the first. */
const MOST_PROBLEMS = 50;

const PARTS: Readonly<Record<string, string>> = {
  body: 'body',
  query: 'query',
  param: 'path',
  custom: 'request',
};

/** Checks every argument that has a schema and says of each wrong field what to send instead. */
@Injectable()
export class RequestValidationPipe implements PipeTransform {
  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { schema } = metadata;
    if (!schema) {
      return value;
    }
    const result = await schema['~standard'].validate(value);
    if (!result.issues) {
      return result.value;
    }
    const part = PARTS[metadata.type] ?? 'request';
    const problems = result.issues.flatMap((issue) =>
      fieldProblem(issue, value, metadata.data ?? part, metadata.type === 'query'),
    );
    throw new InvalidInputError(part, problems.slice(0, MOST_PROBLEMS));
  }
}
