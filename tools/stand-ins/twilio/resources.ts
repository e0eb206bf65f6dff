import { randomBytes } from 'node:crypto';

/** A message or a call as the API shows it, in the shape of Twilio's OpenAPI document. */
export interface Resource {
  sid: string;
  to: string;
  from: string;
  status: string;
  [name: string]: unknown;
}

/** Dates as the resources carry them, RFC 2822. */
export const rfc2822 = (date: Date): string => date.toUTCString().replace('GMT', '+0000');

export function newMessage(accountSid: string, form: Record<string, string>): Resource {
  const sid = `SM${randomBytes(16).toString('hex')}`;
  const now = rfc2822(new Date());
  const text = form['Body'] ?? '';
  return {
    sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: form['ContentRetention'] === 'discard' ? '' : text,
    date_created: now,
    date_sent: null,
    date_updated: now,
    direction: 'outbound-api',
    error_code: null,
    error_message: null,
    from: form['From'] ?? '',
    messaging_service_sid: form['MessagingServiceSid'] ?? null,
    num_media: '0',
    // A Japanese SMS is UCS-2: 70 characters in one part, 67 in each of several.
    num_segments: String(text.length <= 70 ? 1 : Math.ceil(text.length / 67)),
    price: null,
    price_unit: 'USD',
    status: 'queued',
    subresource_uris: { media: `/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media.json` },
    to: form['To'] ?? '',
    uri: `/2010-04-01/Accounts/${accountSid}/Messages/${sid}.json`,
  };
}

export function newCall(accountSid: string, form: Record<string, string>): Resource {
  const sid = `CA${randomBytes(16).toString('hex')}`;
  const now = rfc2822(new Date());
  return {
    sid,
    account_sid: accountSid,
    answered_by: null,
    api_version: '2010-04-01',
    caller_name: null,
    date_created: now,
    date_updated: now,
    direction: 'outbound-api',
    duration: null,
    end_time: null,
    forwarded_from: null,
    from: form['From'] ?? '',
    from_formatted: form['From'] ?? '',
    group_sid: null,
    parent_call_sid: null,
    phone_number_sid: null,
    price: null,
    price_unit: 'USD',
    queue_time: '0',
    start_time: null,
    status: 'queued',
    subresource_uris: {},
    to: form['To'] ?? '',
    to_formatted: form['To'] ?? '',
    trunk_sid: null,
    uri: `/2010-04-01/Accounts/${accountSid}/Calls/${sid}.json`,
  };
}

/** Messages or calls, newest first, with Twilio's filters and pages. */
export class ResourceList {
  private readonly resources: Resource[] = [];

  private readonly name: 'messages' | 'calls';
  private readonly timeFilter: 'DateSent' | 'StartTime';

  constructor(name: 'messages' | 'calls', timeFilter: 'DateSent' | 'StartTime') {
    this.name = name;
    this.timeFilter = timeFilter;
  }

  add(resource: Resource): void {
    this.resources.unshift(resource);
  }

  find(sid: string): Resource | undefined {
    return this.resources.find((resource) => resource.sid === sid);
  }

  clear(): void {
    this.resources.length = 0;
  }

  /** `To`, `From`, `Status`, and the time with `<` or `>` behind its name, as the client writes it. */
  page(path: string, query: URLSearchParams): object {
    const found = this.resources.filter((resource) => this.fits(resource, query));
    const size = Math.min(Number(query.get('PageSize') ?? 50), 1000);
    const page = Number(query.get('Page') ?? 0);
    const start = page * size;
    const at = (number: number) => {
      const next = new URLSearchParams(query);
      next.set('Page', String(number));
      next.set('PageSize', String(size));
      return `${path}?${next.toString()}`;
    };
    return {
      [this.name]: found.slice(start, start + size),
      start,
      end: Math.max(start, Math.min(start + size, found.length) - 1),
      page,
      page_size: size,
      uri: at(page),
      first_page_uri: at(0),
      next_page_uri: start + size < found.length ? at(page + 1) : null,
      previous_page_uri: page > 0 ? at(page - 1) : null,
    };
  }

  private fits(resource: Resource, query: URLSearchParams): boolean {
    const is = (name: string, value: string) => (query.get(name) ?? value) === value;
    return (
      is('To', resource.to) &&
      is('From', resource.from) &&
      is('Status', resource.status) &&
      this.isInTime(resource, query)
    );
  }

  private isInTime(resource: Resource, query: URLSearchParams): boolean {
    const time = resource[this.name === 'calls' ? 'start_time' : 'date_sent'] ?? resource['date_created'];
    const moment = Date.parse(String(time));
    const bound = (sign: string, otherwise: number) => {
      const given = query.get(this.timeFilter + sign);
      // Dates of the resources are whole seconds: so is the comparison.
      return given === null ? otherwise : Math.floor(Date.parse(given) / 1000) * 1000;
    };
    const day = query.get(this.timeFilter)?.slice(0, 10) ?? new Date(moment).toISOString().slice(0, 10);
    return (
      moment >= bound('>', -Infinity) &&
      moment <= bound('<', Infinity) &&
      new Date(moment).toISOString().startsWith(day)
    );
  }
}
