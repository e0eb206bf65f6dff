import type { Template } from '../outbox/notification.entity';
import {
  consolidatedBelowTexts,
  consolidatedTexts,
  consolidationLinkTexts,
  consolidationUndoneTexts,
} from './consolidation';
import { loginIdChangedTexts, passwordChangedTexts } from './credential-changed';
import { loginIdLinkTexts } from './login-id-link';
import { loginIdTakenTexts } from './login-id-taken';
import { campaignReminderTexts, campaignSummaryTexts } from './campaign';
import type { MessageTexts } from './message-facts';
import { contactChangeLinkTexts } from './contact-change-link';
import { contactChangeWaitingTexts } from './contact-change-waiting';
import { contactChangedTexts } from './contact-changed';
import { customerMovedTexts } from './customer-moved';
import { loginSetUpTexts, loginSetupLinkTexts } from './login-setup';
import { operatorApprovedTexts, operatorRegisteredTexts } from './operator-appointment';
import { passkeyAddedTexts, passkeyRemovedTexts } from './passkey-changed';
import {
  passkeyOptionalTexts,
  passkeyRequiredTexts,
  recoveryCodesMadeTexts,
  recoveryCodeUsedTexts,
} from './passkey-required';
import { passwordClosedTexts } from './password-closed';
import { passwordLinkTexts } from './password-link';
import { pinTexts } from './pin';
import { recoveryFrozenTexts } from './recovery-frozen';
import { unusualSignInTexts } from './unusual-sign-in';

/** The texts of every message. A template without texts does not compile. */
export const TEXTS: Record<Template, MessageTexts> = {
  pin: pinTexts,
  login_id_link: loginIdLinkTexts,
  login_id_taken: loginIdTakenTexts,
  password_link: passwordLinkTexts,
  login_id_changed: loginIdChangedTexts,
  password_changed: passwordChangedTexts,
  recovery_frozen: recoveryFrozenTexts,
  login_setup_link: loginSetupLinkTexts,
  login_set_up: loginSetUpTexts,
  contact_changed: contactChangedTexts,
  contact_change_waiting: contactChangeWaitingTexts,
  contact_change_link: contactChangeLinkTexts,
  operator_registered: operatorRegisteredTexts,
  operator_approved: operatorApprovedTexts,
  customer_moved: customerMovedTexts,
  consolidation_link: consolidationLinkTexts,
  consolidated: consolidatedTexts,
  consolidated_below: consolidatedBelowTexts,
  consolidation_undone: consolidationUndoneTexts,
  campaign_reminder: campaignReminderTexts,
  campaign_summary: campaignSummaryTexts,
  unusual_sign_in: unusualSignInTexts,
  password_closed: passwordClosedTexts,
  passkey_added: passkeyAddedTexts,
  passkey_removed: passkeyRemovedTexts,
  passkey_required: passkeyRequiredTexts,
  passkey_optional: passkeyOptionalTexts,
  recovery_codes_made: recoveryCodesMadeTexts,
  recovery_code_used: recoveryCodeUsedTexts,
} satisfies Record<Template, MessageTexts>;
