import type { Channel, Delivery, DeliveryState, FailureReason } from '@daiko/contracts';

export const DELIVERY_TEXTS: Record<DeliveryState, string> = {
  queued: '受付',
  sending: '送信中',
  sent: '送信しました',
  ringing: '呼び出し中',
  answered: '応答あり',
  delivered: '届きました',
  failed: '届きませんでした',
};

const UNREACHABLE_TEXTS: Record<Channel, string> = {
  sms: 'この電話番号に届きませんでした。電波の状態を確認して再送するか、別の通知先を選んでください。',
  voice: 'この電話番号につながりませんでした。電波の状態を確認して再送するか、別の通知先を選んでください。',
  email: 'このメールアドレスに届きませんでした。別の通知先を選んでください。',
};

/** Why a PIN did not arrive, and what the user can do. */
export const FAILURE_TEXTS: Record<Exclude<FailureReason, 'unreachable'>, string> = {
  refused: '受信拒否の設定により届きませんでした。設定を解除するか、別の通知先を選んでください。',
  busy: 'お話し中のため、電話がつながりませんでした。通話を終えてから再送するか、別の通知先を選んでください。',
  no_answer: '電話に応答がありませんでした。電話に出られる状態で再送するか、別の通知先を選んでください。',
  answering_machine:
    '留守番電話が応答したと判断したため、PINコードをお伝えしませんでした。電話に出て、案内に従って1を押してください。再送するか、別の通知先を選んでください。',
  mailbox_refused:
    'メールが受け取られませんでした。受信設定と保存容量を確認するか、別の通知先を選んでください。',
  deadline_passed: '有効時間内に送信できませんでした。もう一度PINコードを発行してください。',
  provider_failed: '現在、この方法で送信できません。別の通知先を選んでください。',
};

/** Why a PIN did not arrive, in words that fit its channel. */
export function failureText(reason: FailureReason, channel: Channel): string {
  return reason === 'unreachable' ? UNREACHABLE_TEXTS[channel] : FAILURE_TEXTS[reason];
}

/** Whether a message has left for its destination. Only then may the page call it sent. */
export function isHandedOver(delivery: Delivery | undefined): boolean {
  return delivery !== undefined && !['queued', 'sending', 'failed'].includes(delivery.state);
}

export interface DeliveryStep {
  state: DeliveryState;
  text: string;
  /** ISO 8601; null while the step is not reached. */
  at: string | null;
  mark: 'done' | 'now' | 'failed' | 'ahead';
}

const USUAL_PATH: readonly DeliveryState[] = ['queued', 'sending', 'sent'];

/** The steps that are passed, and the steps of the usual path that are not reached yet. */
export function deliverySteps(delivery: Delivery): DeliveryStep[] {
  const last = delivery.steps.length - 1;
  const passed = delivery.steps.map(({ state, at }, index): DeliveryStep => {
    const reached = state === 'failed' ? 'failed' : 'now';
    return { state, at, text: DELIVERY_TEXTS[state], mark: index === last ? reached : 'done' };
  });
  return [...passed, ...stepsAhead(delivery)];
}

function stepsAhead({ state }: Delivery): DeliveryStep[] {
  const reached = USUAL_PATH.indexOf(state);
  if (reached === -1) return [];
  return USUAL_PATH.slice(reached + 1).map((ahead) => ({
    state: ahead,
    at: null,
    text: DELIVERY_TEXTS[ahead],
    mark: 'ahead',
  }));
}
