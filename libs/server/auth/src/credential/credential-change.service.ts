import { Injectable } from '@nestjs/common';
import type { PinRun } from '@daiko/contracts';
import { Customer } from '@daiko/server-customer';
import { PinRunService, PinService, type PinInput, type Verified } from '@daiko/server-pin';
import { AppError } from '@daiko/server-platform';
import { DataSource, IsNull, Not } from 'typeorm';
import { Credential } from './credential.entity';
import type { ResetOrigin } from '../reset/credential-reset.service';
import { LinkMailService } from '../mail-link/link-mail.service';
import { NewPasswordService } from '../password/new-password.service';
import type { SignedIn } from '../session/session-lookup';

type Change = 'login_id_change' | 'password_change';

/** マイページ › ログイン情報: changes by users who are signed in and have given their password again. */
@Injectable()
export class CredentialChangeService {
  constructor(
    private readonly db: DataSource,
    private readonly runs: PinRunService,
    private readonly pins: PinService,
    private readonly linkMails: LinkMailService,
    private readonly passwords: NewPasswordService,
  ) {}

  /** @throws AppError `recovery.closed` after それは私ではありません; otherwise as `PinRunService.open` */
  async open(
    purpose: Change,
    { customerId }: SignedIn,
    origin: ResetOrigin,
  ): Promise<{ token: string; run: PinRun }> {
    const frozen = { customerId, recoveryFrozenAt: Not(IsNull()) };
    if (await this.db.manager.existsBy(Customer, frozen)) throw new AppError('recovery.closed');
    const typed = { identifier: customerId, phone: '' };
    return this.runs.open({ purpose, customerId, typed, ...origin });
  }

  /**
   * 送信 of a new login ID: after a right PIN, a mail is sent to the new address. The address is checked before the PIN
   * is used up.
   * @throws AppError `login_id.unchanged`; otherwise as `PinService.verify`
   */
  async completeLoginIdChange(
    { customerId }: SignedIn,
    input: Omit<PinInput, 'purpose'>,
    email: string,
  ): Promise<PinRun> {
    if (await this.db.manager.existsBy(Credential, { customerId, loginId: email })) {
      throw new AppError('login_id.unchanged');
    }
    await this.pins.verify({ ...input, purpose: 'login_id_change' }, (tx, verified) => {
      refuseForeign(verified, customerId);
      return this.linkMails.sendLoginIdLink(tx, verified, email);
    });
    return this.runs.run(input.token);
  }

  /**
   * 送信 of a new password: a right PIN sets it immediately. The password is checked and hashed before the PIN is used
   * up.
   * @throws AppError `request.invalid` with the fault at `password`; otherwise as `PinService.verify`
   */
  async completePasswordChange(
    { customerId, sessionId }: SignedIn,
    input: Omit<PinInput, 'purpose'>,
    password: string,
  ): Promise<PinRun> {
    await this.passwords.refuseSame(customerId, password);
    const hash = await this.passwords.prepare(customerId, password);
    await this.pins.verify({ ...input, purpose: 'password_change' }, (tx, verified) => {
      refuseForeign(verified, customerId);
      return this.passwords.set(tx, customerId, hash, { challengeId: verified.challengeId, sessionId });
    });
    return this.runs.run(input.token);
  }
}

/** The run may belong to another customer, who used this browser before. The PIN is not used up in that case. */
function refuseForeign(verified: Verified, customerId: string): void {
  if (verified.customerId !== customerId) throw new AppError('pin_run.absent');
}
