import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, SerializeOptions } from '@nestjs/common';
import {
  addPasskeyRequest,
  emptyRequest,
  passkey,
  passkeyCreationOptions,
  passkeyList,
  renamePasskeyRequest,
  type AddPasskeyRequest,
  type EmptyRequest,
  type Passkey,
  type PasskeyCreationOptions,
  type PasskeyList,
  type RenamePasskeyRequest,
} from '@daiko/contracts';
import type { FastifyRequest } from 'fastify';
import { CurrentSession } from '../access/current-session';
import type { SignedIn } from '../session/session-lookup';
import { PasskeyOptions } from './passkey-options';
import { PasskeyService } from './passkey.service';

/** マイページ › ログイン情報 › パスキー. */
@Controller('passkeys')
export class PasskeyController {
  constructor(
    private readonly passkeys: PasskeyService,
    private readonly options: PasskeyOptions,
  ) {}

  @Get()
  @SerializeOptions({ schema: passkeyList })
  list(@CurrentSession() { customerId }: SignedIn): Promise<PasskeyList> {
    return this.passkeys.list(customerId);
  }

  @Post('options')
  @SerializeOptions({ schema: passkeyCreationOptions })
  ask(
    @CurrentSession() signedIn: SignedIn,
    @Body({ schema: emptyRequest }) _body: EmptyRequest,
  ): Promise<PasskeyCreationOptions> {
    return this.options.toAdd(signedIn);
  }

  @Post()
  @SerializeOptions({ schema: passkey })
  add(
    @CurrentSession() signedIn: SignedIn,
    @Body({ schema: addPasskeyRequest }) body: AddPasskeyRequest,
    @Req() request: FastifyRequest,
  ): Promise<Passkey> {
    return this.passkeys.add(signedIn, body, request.headers['user-agent'] ?? '');
  }

  @Post(':id/name')
  @HttpCode(200)
  @SerializeOptions({ schema: passkey })
  rename(
    @CurrentSession() signedIn: SignedIn,
    @Param('id', { schema: passkey.shape.id }) id: string,
    @Body({ schema: renamePasskeyRequest }) { name }: RenamePasskeyRequest,
  ): Promise<Passkey> {
    return this.passkeys.rename(signedIn, id, name);
  }

  @Delete(':id')
  @HttpCode(204)
  remove(
    @CurrentSession() signedIn: SignedIn,
    @Param('id', { schema: passkey.shape.id }) id: string,
  ): Promise<void> {
    return this.passkeys.remove(signedIn, id);
  }
}
