import { Module } from '@nestjs/common';
import { AuditModule } from '@daiko/server-audit';
import { AuthModule } from '@daiko/server-auth';
import { CustomerModule } from '@daiko/server-customer';
import { NetworkModule } from '@daiko/server-network';
import { NotificationModule } from '@daiko/server-notification';
import { PinModule } from '@daiko/server-pin';
import { ContactApprovalService } from './contact-approval.service';
import { ContactStore } from './contact.store';
import { ContactChangeController } from './contact-change.controller';
import { ContactChangeList } from './contact-change-list';
import { ContactConsentController } from './contact-consent.controller';
import { ContactConsentService } from './contact-consent.service';
import { ContactDecisionStore } from './contact-decision.store';
import { CustomerContactController } from './customer-contact.controller';
import { CustomerContactService } from './customer-contact.service';
import { CustomerLoginController } from './customer-login.controller';
import { CustomerLoginService } from './customer-login.service';
import { DuplicateService } from './duplicate.service';
import { RegistrationOptionService } from './registration-option.service';
import { OperatorApprovalController } from './operator-approval.controller';
import { OperatorApprovalService } from './operator-approval.service';
import { PasskeyRemovalController } from './passkey-removal.controller';
import { PasskeyRemovalService } from './passkey-removal.service';
import { PostalCodeService } from './postal-code.service';
import { PostalCodeController } from './postal-code.controller';
import { RecoveryReopeningController } from './recovery-reopening.controller';
import { RecoveryReopeningService } from './recovery-reopening.service';
import { RegistrationController } from './registration.controller';
import { RegistrationService } from './registration.service';

/** What dealers begin for the customers below: their registration, their login and their contacts. */
@Module({
  imports: [AuditModule, AuthModule, CustomerModule, NetworkModule, NotificationModule, PinModule],
  controllers: [
    PostalCodeController,
    RegistrationController,
    CustomerLoginController,
    RecoveryReopeningController,
    OperatorApprovalController,
    PasskeyRemovalController,
    CustomerContactController,
    ContactChangeController,
    ContactConsentController,
  ],
  providers: [
    ContactApprovalService,
    ContactStore,
    ContactChangeList,
    ContactConsentService,
    ContactDecisionStore,
    CustomerContactService,
    CustomerLoginService,
    DuplicateService,
    RegistrationOptionService,
    OperatorApprovalService,
    PasskeyRemovalService,
    PostalCodeService,
    RegistrationService,
    RecoveryReopeningService,
  ],
})
export class RegistrationModule {}
