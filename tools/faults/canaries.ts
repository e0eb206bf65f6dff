/** Words for digits as a voice says them. */
const SPOKEN = ['ゼロ', 'いち', 'に', 'さん', 'よん', 'ご', 'ろく', 'なな', 'はち', 'きゅう'];

/** One secret and what it would look like where it must not be. */
interface Canary {
  name: string;
  forms: RegExp;
  hexForms: RegExp;
}

/** What must be found nowhere, in every form that somebody may have given it. */
export class Canaries {
  private readonly canaries: Canary[] = [];

  /** Six digits stand in many a number: they count where no other digit touches them. */
  pin(name: string, pin: string): void {
    const reversed = [...pin].reverse().join('');
    const spaced = ['[ 　,、-]', '[ 　,、-]{2}'].map((gap) => [...pin].join(gap));
    const spoken = [...pin].map((digit) => SPOKEN[Number(digit)] ?? digit).join('、');
    const wide = pin.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    const bare = [pin, reversed, ...spaced].map((form) => `(?<![\\d.])${form}(?!\\d)`);
    this.add(name, [...bare, spoken, wide, literal(base64(pin))], [hex(pin)]);
  }

  /** Passwords and tokens. */
  secret(name: string, value: string): void {
    const forms = [value, encodeURIComponent(value), [...value].reverse().join(''), base64(value)];
    this.add(name, forms.map(literal), [hex(value), Buffer.from(value, 'base64url').toString('hex')]);
  }

  /** @param e164 `+819011132770`; found with and without its prefix, however it is parted */
  phone(name: string, e164: string): void {
    const rest = [...e164.slice(3)].join('[-() 　]?');
    this.add(
      name,
      [`(?:\\+?81|0)[-() 　]?${rest}`, literal(base64(e164))],
      [hex(e164), hex(`0${e164.slice(3)}`)],
    );
  }

  address(name: string, address: string): void {
    this.add(name, [address, encodeURIComponent(address), base64(address)].map(literal), [hex(address)]);
  }

  /** Names of what is found; never what it is. */
  in(text: string): string[] {
    const plain = withoutIds(text);
    return this.canaries.filter(({ forms }) => forms.test(plain)).map(({ name }) => name);
  }

  /** The same for bytes written as hexadecimal digits. */
  inHex(digits: string): string[] {
    return this.canaries.filter(({ hexForms }) => hexForms.test(digits)).map(({ name }) => name);
  }

  get names(): string[] {
    return this.canaries.map(({ name }) => name);
  }

  private add(name: string, forms: string[], hexForms: string[]): void {
    const any = (patterns: string[]) => new RegExp(patterns.join('|'), 'i');
    this.canaries.push({ name, forms: any([...forms, ...hexForms]), hexForms: any(hexForms) });
  }
}

/** Random hexadecimal digits, of which six may be any six digits. */
function withoutIds(text: string): string {
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '#')
    .replace(/\b(?:SM|CA|AC)[0-9a-f]{32}\b/g, '#');
}

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const base64 = (text: string) => Buffer.from(text).toString('base64').replace(/=+$/, '');
const hex = (text: string) => Buffer.from(text).toString('hex');
