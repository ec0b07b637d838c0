import {
  Controller,
  Headers,
  HttpCode,
  HttpStatus,
  Post,
  type RawBodyRequest,
  Req,
} from '@nestjs/common';
import { ApiBody, ApiHeader, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { type Request } from 'express';
import { Public } from '../../../../http/access/public.decorator.js';
import { Describes } from '../../../../http/docs/describes.decorator.js';
import { checkJsonType } from '../../../../http/input/check-json-type.js';
import { type DeliveryAnswer, deliveryAnswerSchema } from './delivery-answer.schema.js';
import { GithubWebhooks } from './github-webhooks.service.js';

/** Where GitHub sends its webhooks. Nobody signs in here: the signature is the guard. */
@ApiTags('integrations')
@Controller('integrations/github')
export class GithubController {
  constructor(private readonly webhooks: GithubWebhooks) {}

  @Describes(
    'Takes a webhook of GitHub and mirrors what it tells of issues.',
    { status: 200, schema: deliveryAnswerSchema },
    [400, 401, 404, 413, 415],
  )
  @ApiHeader({ name: 'X-Hub-Signature-256', required: true })
  @ApiHeader({ name: 'X-GitHub-Event', required: true })
  @ApiHeader({ name: 'X-GitHub-Delivery', required: true })
  @ApiBody({ description: 'The payload of the event.', schema: { type: 'object' } })
  @ApiSecurity({})
  @Public()
  @Post()
  @HttpCode(HttpStatus.OK)
  async receive(
    @Req() request: RawBodyRequest<Request>,
    @Headers('x-hub-signature-256') signature: string | undefined,
    @Headers('x-github-event') event: string | undefined,
    @Headers('x-github-delivery') delivery: string | undefined,
  ): Promise<DeliveryAnswer> {
    const { rawBody: body = Buffer.alloc(0) } = request;
    if (body.length > 0) {
      checkJsonType(request);
    }
    return this.webhooks.receive({ body, signature, event, delivery });
  }
}
