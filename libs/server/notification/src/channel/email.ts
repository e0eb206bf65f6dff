import type { MailerService } from '@nestjs-modules/mailer';
import type { AppConfig } from '@daiko/server-platform';
import { TEXTS } from '../template/texts';
import type { Channel, Outcome, OutgoingMessage, SlotName } from './channel';
import { smtpOutcome } from './smtp';

/** メール through SMTP: text only, one recipient, the same Message-ID and date however often it is sent. */
export class EmailChannel implements Channel {
  constructor(
    private readonly mailer: MailerService,
    private readonly config: AppConfig,
    private readonly slot: SlotName,
  ) {}

  async deliver(message: OutgoingMessage): Promise<Outcome> {
    const { subject, text } = textOf(message);
    const sender = senderOf(this.config.values.MAIL_FROM);
    // Deterministic: mail programs show a message that was sent twice once.
    const messageId = `<${message.id}@${sender.slice(sender.lastIndexOf('@') + 1)}>`;
    try {
      await this.mailer.sendMail({
        transporterName: this.slot,
        from: this.config.values.MAIL_FROM,
        // As an object, and the envelope by itself: nothing in an address is parsed into a second recipient.
        to: { name: '', address: message.destination },
        envelope: { from: sender, to: [message.destination] },
        subject,
        text,
        messageId,
        date: message.createdAt,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return { kind: 'accepted', providerId: messageId };
    } catch (error) {
      return smtpOutcome(error);
    }
  }

  /** SMTP cannot be asked. The same Message-ID is what keeps a second mail harmless. */
  find(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}

function textOf({ template, facts }: OutgoingMessage): { subject: string; text: string } {
  const text = TEXTS[template].email;
  if (!text) throw new Error(`No mail text for ${template}`);
  return text(facts);
}

/** `name <address>` → `address` */
function senderOf(from: string): string {
  return /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from;
}
