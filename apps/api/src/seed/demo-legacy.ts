import { aCustomer, type LegacyLoginFacts } from '@daiko/server-builders';
import type { EntityManager } from 'typeorm';

/**
 * The old password of every legacy login in the demo network. It is too short for a new password, as old passwords
 * are.
 */
export const DEMO_LEGACY_PASSWORD = 'kaze2019';

/** DEMO_LEGACY_PASSWORD in formats of the old system. */
export const HASHES = {
  bcrypt: '$2b$10$abcdefghijklmnopqrstuuIm4j18V7D7H7ZUbU07RLIb2u.RoyLWu',
  shaCrypt:
    '$6$saltsalt$NnWF4E3GvMtp0n8PkQWavKzzjc67LML2C5nllqK3mRV8EDp68IhoOyWHA0EoD91D5irarkW5CI0JJkFijhRCC0',
  ssha: '{SSHA}xo1JP0g9ZMutWMc9qqZY1Mu997dzYWx0c2FsdA==',
};

const PARENT = '01058734';

/** [お客様ID, 名, カナ, 旧ログイン]. The first kind exists twice, so that it can be tried on a PC and on a phone. */
const PEOPLE: readonly [string, string, string, LegacyLoginFacts[]][] = [
  ['01058781', '緑川販売(有)', 'ミドリカワハンバイ', threeLogins('midorikawa', 'keiri')],
  ['01058782', '大和エコライフ(有)', 'ヤマトエコライフ', threeLogins('yamato', 'jimu')],
  ['01058783', '石田 光子', 'イシダ ミツコ', [shared('石田 光子')]],
  [
    '01058784',
    '石田 勇',
    'イシダ イサム',
    [shared('石田 勇'), { loginId: 'isamu', foreignHash: HASHES.ssha }],
  ],
];

/** Customers that only the old system knew so far. */
export async function saveDemoLegacy(tx: EntityManager): Promise<void> {
  for (const [index, [customerId, name, kana, logins]] of PEOPLE.entries()) {
    const customer = aCustomer(customerId)
      .named(name, kana)
      .below(PARENT)
      .withMobile(`090-1111-29${String(index).padStart(2, '0')}`);
    if (name.includes('(有)')) customer.corporate().ranked('shop');
    for (const login of logins) {
      customer.withLegacyLogin(login);
      // The old system knew that this address is real.
      if (login.loginId.includes('shokai')) customer.withEmail(login.loginId);
    }
    await customer.save(tx);
  }
}

function threeLogins(word: string, office: string): LegacyLoginFacts[] {
  return [
    {
      loginId: `${word}@shokai.example`,
      foreignHash: HASHES.bcrypt,
      userName: '緑川 和子',
      lastSignedInDaysAgo: 1,
      createdDaysAgo: 2_790,
    },
    {
      loginId: `${office}-${word}`,
      foreignHash: HASHES.shaCrypt,
      userName: '経理担当',
      lastSignedInDaysAgo: 111,
      createdDaysAgo: 1_870,
    },
    {
      loginId: `${word}@docomo.example`,
      foreignHash: HASHES.ssha,
      lastSignedInDaysAgo: 997,
      createdDaysAgo: 4_174,
    },
  ];
}

/** The address of a household, which both of its customers used. */
function shared(userName: string): LegacyLoginFacts {
  return {
    loginId: 'ishida@katei.example',
    foreignHash: HASHES.bcrypt,
    userName,
    lastSignedInDaysAgo: 30,
    createdDaysAgo: 3_000,
  };
}
