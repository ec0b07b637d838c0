import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { CurrentPrincipal } from '../../../http/access/current-principal.decorator.js';
import { type Principal } from '../../../http/access/principal.interface.js';
import { RequireScope } from '../../../http/access/require-scope.decorator.js';
import { Describes } from '../../../http/docs/describes.decorator.js';
import { ApiTokensService } from '../api-tokens.service.js';
import { createTokenSchema } from '../dto/identity.schemas.js';
import { newTokenSchema, tokenListSchema, tokenView, type TokenView } from '../dto/token.view.js';

/** One's own API tokens. With a token only one of scope admin can make more of them. */
@RequireScope('admin')
@ApiTags('identity')
@Controller('tokens')
export class TokensController {
  constructor(private readonly tokens: ApiTokensService) {}

  @Describes(
    'Lists the tokens of the caller.',
    { status: 200, schema: tokenListSchema },
    [401, 403],
  )
  @Get()
  async list(@CurrentPrincipal() principal: Principal): Promise<{ items: TokenView[] }> {
    const tokens = await this.tokens.listOwn(principal.id);
    return { items: tokens.map(tokenView) };
  }

  @Describes(
    'Makes a token; its secret is shown in this answer only.',
    { status: 201, schema: newTokenSchema },
    [400, 401, 403],
  )
  @Post()
  async create(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: createTokenSchema }) body: z.output<typeof createTokenSchema>,
  ): Promise<TokenView & { token: string }> {
    const { token, secret } = await this.tokens.create(principal, body);
    return { ...tokenView(token), token: secret };
  }

  @Describes('Revokes a token for good.', { status: 204 }, [401, 403, 404])
  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  async revoke(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<void> {
    await this.tokens.revoke(principal.id, id);
  }
}
