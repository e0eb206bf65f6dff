import type { MailerService } from '@nestjs-modules/mailer';
import { domainOf, readMailbox, type AppConfig } from '@daiko/server-platform';
import { TEXTS } from '../template/texts';
import type { Channel, Outcome, OutgoingMessage } from './channel';
import type { SlotName } from './slot';
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
    const from = readMailbox(this.config.values.MAIL_FROM);
    if (from === undefined) throw new Error('MAIL_FROM is no mailbox');
    // Deterministic: mail programs show a message that was sent twice once.
    const messageId = `<${message.id}@${domainOf(from.address)}>`;
    try {
      await this.mailer.sendMail({
        transporterName: this.slot,
        // As objects, and the envelope by itself: nothing in a name or an address is parsed into something else.
        from,
        to: { name: '', address: message.destination },
        envelope: { from: from.address, to: [message.destination] },
        subject,
        text: withCrLf(text),
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

/** Lines of a mail end with CRLF, also inside of base64 (RFC 2045 6.8), which nodemailer encodes as it is given. */
function withCrLf(text: string): string {
  return text.replace(/\r?\n/g, '\r\n');
}
