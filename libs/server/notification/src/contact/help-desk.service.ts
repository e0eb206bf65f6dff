import { Injectable } from '@nestjs/common';
import { OPERATOR_NAME, type HelpDesk, type PublicContact } from '@daiko/contracts';
import { AppConfig, domainOf, nationalPhone, readMailbox } from '@daiko/server-platform';
import { DataSource } from 'typeorm';

/** Says whom a customer can call, and from where our messages come. */
@Injectable()
export class HelpDeskService {
  constructor(
    private readonly db: DataSource,
    private readonly config: AppConfig,
  ) {}

  /** The contact data that is public, taken from the settings. */
  publicContact(): PublicContact {
    const { values } = this.config;
    const { TWILIO_FROM_VOICE: first, TWILIO_SECOND_FROM_VOICE: second = first } = values;
    const phone = this.headOfficePhone();
    return {
      mailDomain: domainOf(readMailbox(values.MAIL_FROM)?.address ?? ''),
      callers: [...new Set([first, second])].map(nationalPhone),
      headOffice: phone === null ? null : { phone, hours: values.HEAD_OFFICE_HOURS ?? null },
    };
  }

  /** Whom the customer can call: the upstream dealer if it has a telephone on file, otherwise the head office. */
  async of(customerId: string): Promise<HelpDesk | null> {
    const [dealer] = await this.db.query<{ name: string; phone: string }[]>(SELECT_DEALER, [customerId]);
    if (dealer !== undefined)
      return { role: '上位店', name: dealer.name, phone: nationalPhone(dealer.phone) };
    const phone = this.headOfficePhone();
    return phone === null ? null : { role: '本部', name: OPERATOR_NAME, phone };
  }

  private headOfficePhone(): string | null {
    const { HEAD_OFFICE_PHONE: phone } = this.config.values;
    return phone === undefined ? null : nationalPhone(phone);
  }
}

// A telephone number that was changed recently is not used before `held_until`, as for PINs.
const SELECT_DEALER = `
  SELECT dealer.name, phone.value AS phone
    FROM customer
    JOIN customer AS dealer ON dealer.customer_id = customer.parent_customer_id
    JOIN contact_point AS phone ON phone.customer_id = dealer.customer_id
   WHERE customer.customer_id = $1 AND phone.kind <> 'email' AND phone.retired_at IS NULL
     AND (phone.held_until IS NULL OR phone.held_until <= now())
   ORDER BY phone.priority, phone.created_at, phone.id LIMIT 1`;
