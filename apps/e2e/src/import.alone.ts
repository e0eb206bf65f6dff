import { expect, test } from './fixture/test';
import { OPERATOR } from './fixture/people';
import { expectRefused } from './screen/errors';

const HEADINGS = {
  'お客様.csv':
    'お客様ID,お客様名,お客様名カナ,個人法人区分,郵便番号,住所1,住所2,ランク,会員区分,上位店お客様ID,登録番号,登録日,停止',
  '連絡先.csv': 'お客様ID,種別,値,優先順,確認日',
  'ログイン.csv': 'お客様ID,ログインID,パスワードハッシュ,利用者名,作成日,最終ログイン日時,停止',
};

/** An export of two customers, of whom one cannot go in. */
function exportOf(customerId: string, other: string) {
  const rows = {
    'お客様.csv': [
      `${customerId},取込 花子,トリコミ ハナコ,個人,2510001,神奈川県藤沢市1-1,,会員,会員,00000001,,2019/4/1,`,
      `${other},取込 次郎,トリコミ ジロウ,個人,12,神奈川県藤沢市1-2,,会員,会員,00000001,,2019/4/1,`,
    ],
    '連絡先.csv': [`${customerId},携帯電話,090-1111-2299,1,`],
    'ログイン.csv': [`${customerId},torikomi${customerId},plain-text,,2019/4/1,,`],
  };
  return Object.entries(rows).map(([name, lines]) => ({
    name,
    mimeType: 'text/csv',
    buffer: Buffer.from([HEADINGS[name as keyof typeof HEADINGS], ...lines, ''].join('\r\n')),
  }));
}

test.describe('以前のシステムからの取り込み', () => {
  test('takes the files, tries, says row by row what cannot go in, imports, and changes nothing the second time', async ({
    page,
    login,
    database,
    stepUp,
    wellMade,
  }) => {
    const numbers = await database.query<{ id: string }[]>(
      `SELECT lpad(nextval('customer_number')::text, 8, '0') AS id FROM generate_series(1, 2)`,
    );
    const [customerId, other] = numbers.map(({ id }) => id) as [string, string];
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const newest = page.locator('app-import-run').first();
    const over = page.locator('app-import-run').filter({ hasText: '完了' });
    await login.open();
    await login.signIn(OPERATOR);
    await page.goto('/masters/import');
    await button('送信する').click();
    const files = page.locator('input[type="file"]');
    await expectRefused(page, /お客様\.csv: ファイルを選んでください/, files);
    await wellMade();
    await files.setInputFiles(exportOf(customerId, other));
    await button('送信する').click();
    await stepUp.answer(OPERATOR);
    await button('試しに取り込む').click();
    await expect(over).toHaveCount(1);
    await expect(newest).toContainText('郵便番号の形ではありません: 1行');
    await wellMade();
    const saved = page.waitForEvent('download');
    await newest.getByRole('link', { name: '取込エラー.csv' }).click();
    expect((await saved).suggestedFilename()).toBe('取込エラー.csv');
    const nobody = 'SELECT FROM customer WHERE customer_id = $1';
    expect(await database.query(nobody, [customerId])).toHaveLength(0);

    await button('取り込みに進む').click();
    await expect(page.getByRole('heading', { name: '取り込みの確認' })).toBeFocused();
    await wellMade();
    await button('取り込む').click();
    await expect(over).toHaveCount(2);
    await expect(newest).toContainText('新規 1件');
    expect(await database.query(nobody, [customerId])).toHaveLength(1);
    expect(await database.query(nobody, [other])).toHaveLength(0);

    // Personal data does not stay behind: for another run it is sent again.
    await files.setInputFiles(exportOf(customerId, other));
    await button('送信する').click();
    await button('取り込みに進む').click();
    await button('取り込む').click();
    await expect(over).toHaveCount(3);
    await expect(newest).toContainText('変更なし 1件');
    await wellMade();
  });
});
