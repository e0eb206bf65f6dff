import { describe, expect, it } from 'vitest';
import { FOUR_CHANGES, SAMPLE_MESSAGES } from './four-changes';

const points = FOUR_CHANGES.flatMap(({ purpose, before, after, caution }) => [
  ...purpose,
  ...before,
  ...after,
  ...caution,
]);
const texts = points.flatMap(({ text, remark }) => [text, remark]);

describe('the four changes', () => {
  it('keep their headings and their order', () => {
    expect(FOUR_CHANGES.map(({ heading }) => heading)).toEqual([
      '連絡可能なメールアドレスを設定してください',
      'お客様毎に設定可能な ログイン情報は1つになります',
      'ご自身でログイン情報のリセットが可能となります',
      'お客様IDが画面上で確認可能となります',
    ]);
  });

  it.each([
    'ご自身でログイン情報を設定していない方は、上位店へログイン情報の登録を依頼してください',
    'お客様毎、設定可能なログイン情報は1つのみとなります',
    '複数ログイン情報を設定している代理店は、ログイン情報を1つにしてください',
    '他社サービスで利用しているパスワードを使いまわさないでください',
    '※不正アクセス防止を目的としています',
    '※他社サービスの情報漏洩により様々な被害が発生する可能性があります',
    'ログイン情報は一切ご案内できなくなります',
    '制限時間を過ぎたPINコードは無効となりますので、再度PINコードの発行をする必要があります',
    '容易に把握可能とするため、業務代行クラウドシステム画面上部へ常時お客様IDを表示させます',
  ])('say: %s', (sentence) => {
    expect(texts).toContain(sentence);
  });

  it('leave out the garbled line', () => {
    expect(texts.join('\n')).not.toContain('ただが必要です');
  });

  it('show the messages as they are sent', () => {
    expect(SAMPLE_MESSAGES[1].text.join('\n')).toBe(
      '環境保全研究所の代行システムからのご案内です。\n今からPINコードを案内します。\nPINコードは、「~~~~~」になります。',
    );
  });
});
