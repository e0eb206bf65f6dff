import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { AuditModule } from '@daiko/server-audit';
import { CustomerModule } from '@daiko/server-customer';
import { NotificationModule } from '@daiko/server-notification';
import { PinModule } from '@daiko/server-pin';
import { RateLimit } from '@daiko/server-platform';
import { AccessGuard } from './access/access.guard';
import { BreachedPasswordService } from './password/breached-password.service';
import { ChangePasswordController } from './password/change-password.controller';
import { ClosedPasswordService } from './sign-in/closed-password.service';
import { CredentialChangeController } from './credential/credential-change.controller';
import { CredentialChangeService } from './credential/credential-change.service';
import { CredentialController } from './credential/credential.controller';
import { CredentialResetController } from './reset/credential-reset.controller';
import { CredentialResetService } from './reset/credential-reset.service';
import { CredentialService } from './credential/credential.service';
import { DeviceController } from './session/device.controller';
import { HashRenewal } from './password/hash-renewal';
import { IdentificationService } from './reset/identification.service';
import { KnownDeviceStore } from './sign-in/known-device.store';
import { LoginIdConfirmationService } from './credential/login-id-confirmation.service';
import { LoginIdOwners } from './credential/login-id-owners';
import { LoginSetupService } from './credential/login-setup.service';
import { MailLinkController } from './mail-link/mail-link.controller';
import { MailLinkInspectionService } from './mail-link/mail-link-inspection.service';
import { MailLinkService } from './mail-link/mail-link.service';
import { LinkMailService } from './mail-link/link-mail.service';
import { NewPasswordService } from './password/new-password.service';
import { NotMeService } from './reset/not-me.service';
import { OwnCustomerController } from './session/own-customer.controller';
import { PasskeyChallenges } from './passkey/passkey-challenges';
import { PasskeyController } from './passkey/passkey.controller';
import { PasskeyOptions } from './passkey/passkey-options';
import { PasskeyRequirementController } from './passkey/passkey-requirement.controller';
import { PasskeyRequirementService } from './passkey/passkey-requirement.service';
import { PasskeyService } from './passkey/passkey.service';
import { PasskeySignInController } from './passkey/passkey-sign-in.controller';
import { PasskeySignInService } from './passkey/passkey-sign-in.service';
import { PasskeyStepService } from './passkey/passkey-step.service';
import { PasskeyStepUpController } from './passkey/passkey-step-up.controller';
import { PasskeyVerifier } from './passkey/passkey-verifier';
import { RecoveryCodeService } from './passkey/recovery-code.service';
import { RecoveryCodeStore } from './passkey/recovery-code.store';
import { PasswordHasher } from './password/password-hasher';
import { PasswordSettingService } from './password/password-setting.service';
import { PepperCheckService } from './password/pepper-check.service';
import { RevocationService } from './credential/revocation.service';
import { SessionController } from './session/session.controller';
import { SessionLookup } from './session/session-lookup';
import { SessionService } from './session/session.service';
import { SignInCandidateStore } from './sign-in/sign-in-candidate.store';
import { SignInComparisonService } from './sign-in/sign-in-comparison.service';
import { SignInController } from './sign-in/sign-in.controller';
import { SignInService } from './sign-in/sign-in.service';
import { SignInsAtOnceLimit } from './sign-in/sign-ins-at-once.limit';
import { SignInFailuresLimit } from './sign-in/sign-in-failures.limit';
import { UnusualSignInService } from './sign-in/unusual-sign-in.service';
import { SignInStreakStore } from './sign-in/sign-in-streak.store';
import { SignInStrategy } from './sign-in/sign-in.strategy';
import { SignInThrottle } from './sign-in/sign-in-throttle';
import { SprayingAlarmService } from './sign-in/spraying-alarm.service';

/** Sessions, sign-in, ログイン情報 with its resets and changes, and the guard in front of every route. */
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
    PasskeyRequirementController,
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
    SprayingAlarmService,
    SignInCandidateStore,
    SignInComparisonService,
    SignInService,
    SignInThrottle,
    SignInStreakStore,
    ClosedPasswordService,
    KnownDeviceStore,
    UnusualSignInService,
    PasswordHasher,
    HashRenewal,
    PepperCheckService,
    CredentialService,
    IdentificationService,
    CredentialResetService,
    CredentialChangeService,
    LoginIdOwners,
    LoginSetupService,
    LinkMailService,
    MailLinkService,
    MailLinkInspectionService,
    LoginIdConfirmationService,
    PasswordSettingService,
    BreachedPasswordService,
    NewPasswordService,
    RevocationService,
    NotMeService,
    PasskeyChallenges,
    PasskeyOptions,
    PasskeyRequirementService,
    RecoveryCodeService,
    RecoveryCodeStore,
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
