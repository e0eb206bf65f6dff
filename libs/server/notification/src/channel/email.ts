import type { MailerService } from '@nestjs-modules/mailer';
import { domainOf, readMailbox, type AppConfig } from '@daiko/server-platform';
import { TEXTS } from '../template/texts';
import type { Channel, Outcome, OutgoingMessage } from './channel';
import type { SlotName } from './slot';
import { smtpOutcome } from './smtp';

/** メール through SMTP: plain text, one recipient, and the same Message-ID and date each time the message is sent. */
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
    // The Message-ID is deterministic, so mail programs show a message that was sent twice only once.
    const messageId = `<${message.id}@${domainOf(from.address)}>`;
    try {
      await this.mailer.sendMail({
        transporterName: this.slot,
        // Objects and a separate envelope: no part of a name or an address can be parsed as something else.
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

  /** An SMTP server cannot be asked about a message. A second mail is harmless because it has the same Message-ID. */
  find(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}

function textOf({ template, facts }: OutgoingMessage): { subject: string; text: string } {
  const text = TEXTS[template].email;
  if (!text) throw new Error(`No mail text for ${template}`);
  return text(facts);
}

/**
 * Lines of a mail end with CRLF, also inside base64 (RFC 2045 6.8). nodemailer encodes the text without changing it.
 */
function withCrLf(text: string): string {
  return text.replace(/\r?\n/g, '\r\n');
}
