import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { AuditModule } from '@daiko/server-audit';
import { CustomerModule } from '@daiko/server-customer';
import { NotificationModule } from '@daiko/server-notification';
import { PinModule } from '@daiko/server-pin';
import { RateLimit } from '@daiko/server-platform';
import { AccessGuard } from './access/access.guard';
import { BreachedPasswords } from './breached-passwords';
import { ChangePasswordController } from './change-password.controller';
import { ClosedPasswordService } from './closed-password.service';
import { CredentialChangeController } from './credential-change.controller';
import { CredentialChangeService } from './credential-change.service';
import { CredentialController } from './credential.controller';
import { CredentialResetController } from './credential-reset.controller';
import { CredentialResetService } from './credential-reset.service';
import { CredentialService } from './credential.service';
import { DeviceController } from './device.controller';
import { HashRenewal } from './hash-renewal';
import { IdentificationService } from './identification.service';
import { KnownDevices } from './known-devices';
import { LoginIdConfirmationService } from './login-id-confirmation.service';
import { LoginIdOwners } from './login-id-owners';
import { LoginSetupService } from './login-setup.service';
import { MailLinkController } from './mail-link.controller';
import { MailLinkInspectionService } from './mail-link-inspection.service';
import { MailLinkService } from './mail-link.service';
import { MailRoundTripService } from './mail-round-trip.service';
import { NewPasswordService } from './new-password.service';
import { NotMeService } from './not-me.service';
import { OwnCustomerController } from './own-customer.controller';
import { PasskeyChallenges } from './passkey/passkey-challenges';
import { PasskeyController } from './passkey/passkey.controller';
import { PasskeyOptions } from './passkey/passkey-options';
import { PasskeyService } from './passkey/passkey.service';
import { PasskeySignInController } from './passkey/passkey-sign-in.controller';
import { PasskeySignInService } from './passkey/passkey-sign-in.service';
import { PasskeyStepService } from './passkey/passkey-step.service';
import { PasskeyStepUpController } from './passkey/passkey-step-up.controller';
import { PasskeyVerifier } from './passkey/passkey-verifier';
import { PasswordHasher } from './password-hasher';
import { PasswordSettingService } from './password-setting.service';
import { PepperWatch } from './pepper-watch';
import { RevocationService } from './revocation.service';
import { SessionController } from './session.controller';
import { SessionLookup } from './session-lookup';
import { SessionService } from './session.service';
import { SignInCandidateStore } from './sign-in-candidate.store';
import { SignInComparisonService } from './sign-in-comparison.service';
import { SignInController } from './sign-in.controller';
import { SignInService } from './sign-in.service';
import { SignInsAtOnceLimit } from './sign-ins-at-once.limit';
import { SignInFailuresLimit } from './sign-in-failures.limit';
import { SignInSigns } from './sign-in-signs';
import { SignInStreakStore } from './sign-in-streak.store';
import { SignInStrategy } from './sign-in.strategy';
import { SignInThrottle } from './sign-in-throttle';
import { SprayingWatch } from './spraying-watch';

/** Sessions, sign-in, ログイン情報 and how it is reset and changed; and the guard before every route. */
@Module({
  imports: [PassportModule, AuditModule, CustomerModule, NotificationModule, PinModule],
  controllers: [
    SignInController,
    SessionController,
    DeviceController,
    CredentialController,
    OwnCustomerController,
    CredentialResetController,
    CredentialChangeController,
    MailLinkController,
    ChangePasswordController,
    PasskeyController,
    PasskeySignInController,
    PasskeyStepUpController,
  ],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    SessionLookup,
    SessionService,
    SignInStrategy,
    SignInsAtOnceLimit,
    SignInFailuresLimit,
    SprayingWatch,
    SignInCandidateStore,
    SignInComparisonService,
    SignInService,
    SignInThrottle,
    SignInStreakStore,
    ClosedPasswordService,
    KnownDevices,
    SignInSigns,
    PasswordHasher,
    HashRenewal,
    PepperWatch,
    CredentialService,
    IdentificationService,
    CredentialResetService,
    CredentialChangeService,
    LoginIdOwners,
    LoginSetupService,
    MailRoundTripService,
    MailLinkService,
    MailLinkInspectionService,
    LoginIdConfirmationService,
    PasswordSettingService,
    BreachedPasswords,
    NewPasswordService,
    RevocationService,
    NotMeService,
    PasskeyChallenges,
    PasskeyOptions,
    PasskeyService,
    PasskeySignInService,
    PasskeyStepService,
    PasskeyVerifier,
    RateLimit,
  ],
  exports: [
    SessionLookup,
    PasswordHasher,
    SignInStreakStore,
    RevocationService,
    LoginSetupService,
    MailLinkService,
    NewPasswordService,
    PasskeyService,
  ],
})
export class AuthModule {}
