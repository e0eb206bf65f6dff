import { describe, expect, it } from 'vitest';
import { TEMPLATES } from '../outbox/notification.entity';
import { messageCatalogue, smsSegments } from './message-catalogue';

const catalogue = messageCatalogue(2, null);
const of = (kind: string, channel: string) =>
  catalogue.find((preview) => preview.kind === kind && preview.channel === channel)!;

describe('the catalogue of messages', () => {
  it('has every message by at least one channel', () => {
    expect(new Set(catalogue.map(({ kind }) => kind))).toEqual(new Set(TEMPLATES));
  });

  it.each(catalogue.map((preview) => [preview.kind, preview.channel, preview] as const))(
    '%s by %s has no fault',
    (_kind, _channel, { faults }) => {
      expect(faults).toEqual([]);
    },
  );

  it('exempts the announcement’s own texts, and says so', () => {
    const exempt = catalogue.filter(({ announced }) => announced.length > 0);
    expect(exempt.map(({ kind, channel, announced }) => [kind, channel, announced])).toEqual([
      ['pin', 'voice', ['deadline_missing']],
      ['pin', 'sms', ['deadline_missing']],
    ]);
  });

  it('counts the PIN by SMS as one of 63 characters', () => {
    expect(of('pin', 'sms')).toMatchObject({ characters: 63, segments: 1 });
  });

  it('shows the host in the PIN by SMS where phones may fill it in: two parts, and no fault', () => {
    const bound = messageCatalogue(2, 'daiko.example').find(
      ({ kind, channel }) => kind === 'pin' && channel === 'sms',
    )!;
    expect(bound.text.split('\n').at(-1)).toBe('@daiko.example #004217');
    expect(bound).toMatchObject({ characters: 86, segments: 2, faults: [] });
  });

  it('shows a call as it is heard: the message twice, a pause after each, then the keys', () => {
    const { spoken } = of('pin', 'voice');
    const reading = [
      { say: 'こちらは環境保全研究所の代行システムです。' },
      { say: '今からPINコードを案内します。' },
      { say: 'PINコードは「ゼロ、ゼロ、よん、に、いち、なな」です。' },
      { say: 'このPINコードを画面で入力してください。' },
      { pause: 1 },
    ];
    expect(spoken.slice(0, 10)).toEqual([...reading, ...reading]);
    expect(spoken.at(-1)).toMatchObject({ say: expect.stringContaining('9を押してください') });
  });

  it.each([
    [70, 1],
    [71, 2],
    [134, 2],
    [135, 3],
  ])('charges an SMS of %i characters as %i', (length, segments) => {
    expect(smsSegments('あ'.repeat(length))).toBe(segments);
  });
});
