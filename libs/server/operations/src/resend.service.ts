import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@daiko/server-audit';
import { NotificationResend } from '@daiko/server-notification';
import { DataSource } from 'typeorm';

/** 再送. */
@Injectable()
export class ResendService {
  constructor(
    private readonly db: DataSource,
    private readonly messages: NotificationResend,
    private readonly audit: AuditTrail,
  ) {}

  /** @param by お客様ID of the operator. @throws AppError `notification.unknown`, `notification.not_resendable` */
  async resend(id: string, by: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const { customerId, channel, template } = await this.messages.resend(tx, id);
      await this.audit.record(tx, {
        event: 'notification.resent',
        actor: by,
        subject: customerId,
        detail: { notification: id, channel, template },
      });
    });
  }
}
