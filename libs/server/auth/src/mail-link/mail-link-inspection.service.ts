import { Injectable } from '@nestjs/common';
import type { MailLink } from '@daiko/contracts';
import { NotMeLinks, type NotMeLink } from '@daiko/server-notification';
import { AppError } from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import { Credential } from '../credential/credential.entity';
import { MailLinkService } from './mail-link.service';
import { NotMeService } from '../reset/not-me.service';

/** Shows the purpose of a token from a mail, for every kind of link. */
@Injectable()
export class MailLinkInspectionService {
  constructor(
    private readonly db: DataSource,
    private readonly links: MailLinkService,
    private readonly notMeLinks: NotMeLinks,
    private readonly notMe: NotMeService,
  ) {}

  /** Looks at a link without using it. @throws AppError `mail_link.*` */
  async inspect(token: string): Promise<MailLink> {
    const link = await this.links.findByToken(token);
    if (link === undefined) {
      const { expiresAt } = await this.liveNotMe(token);
      return { purpose: 'not_me', loginId: null, customerId: null, expiresAt: expiresAt.toISOString() };
    }
    const { purpose, expiresAt } = link;
    // Another route shows what the change of a contact is about; no login ID is involved.
    if (purpose === 'contact_change')
      return { purpose, loginId: null, customerId: null, expiresAt: expiresAt.toISOString() };
    const loginId = link.email ?? (await this.loginIdOf(link.customerId));
    const customerId = purpose === 'setup' ? link.customerId : null;
    return { purpose, loginId, customerId, expiresAt: expiresAt.toISOString() };
  }

  /** それは私ではありません. @throws AppError `mail_link.unknown`, `mail_link.expired`, `mail_link.used` */
  async disown(token: string): Promise<void> {
    await this.notMe.freeze(await this.liveNotMe(token), 'mail');
  }

  private async liveNotMe(token: string): Promise<NotMeLink> {
    const link = await this.notMeLinks.read(token);
    if (link === undefined) throw new AppError('mail_link.unknown');
    if (link.isExpired) throw new AppError('mail_link.expired');
    if (link.isSpent) throw new AppError('mail_link.used');
    return link;
  }

  private async loginIdOf(customerId: string): Promise<string> {
    return (await this.db.manager.findOneByOrFail(Credential, { customerId })).loginId;
  }
}
