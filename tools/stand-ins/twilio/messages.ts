import { StatusCallbacks, type TwilioAccount } from './context.ts';
import { messageFault } from './parameters.ts';
import { newMessage, rfc2822, type Resource, type ResourceList } from './resources.ts';
import type { Kind } from './submission.ts';

/** SMS: accepted, then queued → sent → delivered (or what was decided for the number). */
export function messageKind(account: TwilioAccount, messages: ResourceList): Kind {
  return {
    channel: 'sms',
    fault: messageFault,
    accept: (form) => {
      const message = newMessage(account.sid, form);
      messages.add(message);
      const { to, from } = message;
      const asked = lowerCaseNames(form, ['Body', 'To', 'From']);
      account.inbox.add({ channel: 'sms', to, from, text: form['Body'] ?? '', headers: asked });
      account.afterwards(() => deliver(account, message, form['StatusCallback']));
      return message;
    },
  };
}

async function deliver(account: TwilioAccount, message: Resource, callbackUrl?: string): Promise<void> {
  const { result = 'delivered', errorCode, callbacks } = account.behaviour.outcome('sms', message.to);
  const queue = new StatusCallbacks(account, callbackUrl, callbacks);
  const steps = result === 'failed' ? ['queued', 'failed'] : ['queued', 'sent', result];
  for (const status of steps) {
    await account.wait();
    message.status = status;
    message['date_updated'] = rfc2822(new Date());
    if (status === 'sent') message['date_sent'] = message['date_updated'];
    const failed = status === 'failed' || status === 'undelivered';
    if (failed) message['error_code'] = errorCode ?? 30003;
    await queue.post(callbackParameters(account, message, status));
  }
  await queue.finish();
}

function callbackParameters(
  account: TwilioAccount,
  message: Resource,
  status: string,
): Record<string, string> {
  const error = message['error_code'] as number | null;
  return {
    AccountSid: account.sid,
    ApiVersion: '2010-04-01',
    From: message.from,
    To: message.to,
    MessageSid: message.sid,
    SmsSid: message.sid,
    MessageStatus: status,
    SmsStatus: status,
    ...(error !== null && { ErrorCode: String(error) }),
  };
}

/** What the sender asked for beside text and addresses, to be looked at in tests. */
export function lowerCaseNames(form: Record<string, string>, without: string[]): Record<string, string> {
  const rest = Object.entries(form).filter(([name]) => !without.includes(name));
  return Object.fromEntries(rest.map(([name, value]) => [name.toLowerCase(), value]));
}
