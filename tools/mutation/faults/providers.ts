import { faultsIn, type Fault } from '../fault.ts';

const sendBudget = faultsIn(
  'libs/server/notification/src/delivery/send-budget.limit.ts',
  'integration',
  'send-budget.limit',
);
const decoySimulator = faultsIn(
  'libs/server/notification/src/decoy/decoy-simulator.ts',
  'integration',
  'decoy-simulator',
);
const deliveryView = faultsIn(
  'libs/server/notification/src/status/delivery-view.ts',
  'unit',
  'delivery-view',
);
const voiceCall = faultsIn('libs/server/notification/src/webhook/voice-call.ts', 'integration', 'voice-call');
const twilioSignatureGuard = faultsIn(
  'libs/server/notification/src/webhook/twilio-signature.guard.ts',
  'integration',
  'twilio-forgery',
);
const notMeLink = faultsIn(
  'libs/server/notification/src/contact/not-me-link.ts',
  'integration',
  'not-me-link',
);
const smtp = faultsIn('libs/server/notification/src/channel/smtp.ts', 'unit', 'channel/smtp');
const twilioAccount = faultsIn(
  'libs/server/notification/src/channel/twilio-account.ts',
  'unit',
  'twilio-account',
);

/** Of providers, what they report and cost, and of decoys. */
export const providers: readonly Fault[] = [
  sendBudget(
    'the budget of all is spent by what the budget of a dealer refuses',
    "if (!(await this.take('prefix', blockOf(destination), BUDGET_PREFIX_DAILY))) return 'prefix';",
    `if (!(await this.take('all', channel, this.mostOf(channel)))) return 'all';
    if (!(await this.take('prefix', blockOf(destination), BUDGET_PREFIX_DAILY))) return 'prefix';`,
  ),
  sendBudget(
    'the budget of a dealer is spent by what a block of numbers refuses',
    `if (!(await this.take('prefix', blockOf(destination), BUDGET_PREFIX_DAILY))) return 'prefix';
    if (!(await this.take('dealer', await this.dealerOf(notificationId), BUDGET_DEALER_DAILY)))
      return 'dealer';`,
    `if (!(await this.take('dealer', await this.dealerOf(notificationId), BUDGET_DEALER_DAILY)))
      return 'dealer';
    if (!(await this.take('prefix', blockOf(destination), BUDGET_PREFIX_DAILY))) return 'prefix';`,
  ),
  sendBudget(
    'one message too many goes out in a day',
    'SET used = today.used + 1 WHERE today.used < $3',
    'SET used = today.used + 1 WHERE today.used <= $3',
  ),
  decoySimulator(
    'a decoy follows the times of other decoys',
    'FROM notification JOIN contact_point ON contact_point.id = contact_point_id',
    'FROM notification LEFT JOIN contact_point ON contact_point.id = contact_point_id',
  ),
  deliveryView(
    'the times of a message are shown to the millisecond',
    'return { state, at: new Date(wholeSecond(at)).toISOString() };',
    'return { state, at: at.toISOString() };',
  ),
  deliveryView(
    'a step is shown within the second in which it was taken',
    'asOf === undefined ? Infinity : wholeSecond(asOf)',
    'asOf === undefined ? Infinity : asOf.getTime()',
  ),
  voiceCall(
    'a PIN is spoken that was replaced since the call was looked up',
    'WHERE id = $1 AND spoken_times < $2 AND ${LIVE}`,',
    'WHERE id = $1 AND spoken_times < $2`,',
  ),
  voiceCall(
    'a PIN is spoken to an answering machine',
    'return isMachine(form)\n',
    'return isMachine(form) && !call.isLive\n',
  ),
  voiceCall(
    'a message counts as heard before it has left',
    'SET spoken_times = spoken_times + 1',
    'SET spoken_at = now(), spoken_times = spoken_times + 1',
    ['twilio-webhook'],
  ),
  twilioSignatureGuard(
    'a webhook is taken without a signature',
    'validateRequest(account.token, signature, publicBase(this.config) + request.url, form);',
    'signature.length > 0;',
  ),
  notMeLink(
    'a forged token of それは私ではありません is believed',
    'return timingSafeEqual(claimed.proof, proofOf(this.deriver, { id: claimed.id, keyId }))',
    'return claimed.proof.length === PROOF_BYTES && keyId !== proofOf.name',
  ),
  smtp('a mail goes out without TLS', 'requireTLS: !secure && !local', 'requireTLS: false'),
  smtp(
    'a mail goes out twice after a connection went silent',
    "if (error.responseCode === undefined) return { kind: 'unknown', providerCode };",
    "if (error.responseCode === undefined) return { kind: 'later', providerCode };",
  ),
  twilioAccount(
    'an SMS goes out twice after an error of Twilio’s',
    "if (status === undefined || status >= 500) return { kind: 'unknown', providerCode };",
    "if (status === undefined || status >= 500) return { kind: 'later', providerCode };",
  ),
];
