import { aCustomer, HEAD_OFFICE_ID } from '@daiko/server-builders';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Export } from '../../test/export';
import { ImportBed } from '../../test/import-bed';

const HASH = '{SSHA}0W8HE785ZCS2A5QbtCTt4dazhZfIycrLzM3Ozw==';
const HERE = '01060001';

describe('an お客様ID that both systems issued', () => {
  let bed: ImportBed;

  beforeEach(async () => {
    bed = await ImportBed.start();
  });
  afterEach(() => bed.stop());

  const everythingOf = async (id: string) => ({
    customer: await bed.db.query('SELECT name, path::text FROM customer WHERE customer_id = $1', [id]),
    contacts: await bed.db.query('SELECT value FROM contact_point WHERE customer_id = $1 ORDER BY 1', [id]),
    logins: await bed.db.query('SELECT login_id FROM legacy_login WHERE customer_id = $1 ORDER BY 1', [id]),
  });
  const strangers = (id: string) =>
    new Export()
      .customer(id, HEAD_OFFICE_ID, { お客様名: '別の 人' })
      .contact(id, '携帯電話', '090-1111-2999', { 確認日: '2020-01-02' })
      .contact(id, 'メール', 'betsu@mail.example')
      .login(id, 'betsu', HASH);

  it('stays whose it is here: row, contacts and logins of the stranger are refused', async () => {
    await aCustomer(HERE).below(HEAD_OFFICE_ID).withMobile('090-1111-2001').save(bed.db.manager);
    const before = await everythingOf(HERE);
    const { lines } = await bed.outcomeOf(strangers(HERE).customer('01060002', HERE));
    expect(await everythingOf(HERE)).toEqual(before);
    const reason = 'このシステムで登録したお客様のお客様IDです';
    expect(lines).toEqual([
      `お客様.csv,2,お客様ID,${HERE},取り込めません,${reason}`,
      `お客様.csv,3,上位店お客様ID,01060002,取り込めません,上位店の行を取り込めないため、取り込めません`,
      `連絡先.csv,2,お客様ID,${HERE},取り込めません,${reason}`,
      `連絡先.csv,3,お客様ID,${HERE},取り込めません,${reason}`,
      `ログイン.csv,2,お客様ID,${HERE},取り込めません,${reason}`,
    ]);
  });

  it('gives contacts and logins to nobody when its row is not in the export', async () => {
    await aCustomer(HERE).below(HEAD_OFFICE_ID).save(bed.db.manager);
    const source = new Export().contact(HERE, '携帯電話', '090-1111-2999').login(HERE, 'betsu', HASH);
    const { lines } = await bed.outcomeOf(source);
    expect(lines).toHaveLength(2);
    expect(await everythingOf(HERE)).toMatchObject({ contacts: [], logins: [] });
  });

  it('says that a parent without a row in the export is one registered here', async () => {
    await aCustomer(HERE).below(HEAD_OFFICE_ID).ranked('dealer').save(bed.db.manager);
    const { lines, customers } = await bed.outcomeOf(new Export().customer('02000001', HERE));
    expect(customers).toEqual([HERE, '02000001']);
    expect(lines).toEqual([
      'お客様.csv,2,上位店お客様ID,02000001,注意,上位店はこのシステムで登録したお客様です',
    ]);
  });

  it('leaves the head office alone, and takes who stands below it', async () => {
    const before = await everythingOf(HEAD_OFFICE_ID);
    const source = new Export()
      .customer(HEAD_OFFICE_ID, '', { お客様名: '別の本部' })
      .contact(HEAD_OFFICE_ID, '携帯電話', '090-1111-2999')
      .login(HEAD_OFFICE_ID, 'honbu', HASH)
      .customer('02000001', HEAD_OFFICE_ID);
    const { lines, customers } = await bed.outcomeOf(source);
    expect(await everythingOf(HEAD_OFFICE_ID)).toEqual(before);
    expect(customers).toEqual(['02000001']);
    expect(lines.map((line) => line.split(',')[0])).toEqual(['お客様.csv', '連絡先.csv', 'ログイン.csv']);
  });

  it('is nothing that an import makes an operator of, or touches an operator by', async () => {
    await aCustomer('00000101').below(HEAD_OFFICE_ID).ranked('staff').save(bed.db.manager);
    await bed.run(new Export().customer('02000009', HEAD_OFFICE_ID));
    // As an earlier version of the system still let it be done.
    await bed.db.query(`
      ALTER TABLE customer DISABLE TRIGGER customer_operator_raised;
      UPDATE customer SET rank_code = 'staff' WHERE customer_id = '02000009';
      ALTER TABLE customer ENABLE TRIGGER customer_operator_raised`);
    const source = strangers('00000101')
      .customer('02000001', HEAD_OFFICE_ID, { ランク: '職員' })
      .customer('02000002', HEAD_OFFICE_ID, { ランク: '本部' })
      .customer('02000009', HEAD_OFFICE_ID, { 住所1: '新住所' })
      .login('02000009', 'moto', HASH);
    const { lines, customers } = await bed.outcomeOf(source);
    expect(customers).toEqual(['00000101', '02000009']);
    expect(await everythingOf('00000101')).toMatchObject({ contacts: [], logins: [] });
    expect(await everythingOf('02000009')).toMatchObject({ logins: [] });
    expect(lines.filter((line) => line.startsWith('お客様.csv'))).toEqual([
      'お客様.csv,2,お客様ID,00000101,取り込めません,職員のお客様IDです',
      'お客様.csv,3,ランク,02000001,取り込めません,職員は取り込みでは登録できません',
      'お客様.csv,4,ランク,02000002,取り込めません,ランクがマスタにありません',
      'お客様.csv,5,お客様ID,02000009,取り込めません,職員のお客様IDです',
    ]);
  });

  it('of an operator is imported by nobody, whoever writes', async () => {
    await aCustomer('00000102').below(HEAD_OFFICE_ID).ranked('staff').save(bed.db.manager);
    const imported = bed.db.query(
      "INSERT INTO imported_customer (customer_id, content) VALUES ('00000102', '{}')",
    );
    await expect(imported).rejects.toThrow(/an import makes no operator/);
  });

  it('that was imported is somebody else’s when neither name nor phone is known any more', async () => {
    const first = new Export()
      .customer('02000001', HEAD_OFFICE_ID, { お客様名: '環境 太郎' })
      .contact('02000001', '携帯電話', '090-1111-2001');
    await bed.run(first);
    const before = await everythingOf('02000001');
    const { lines } = await bed.outcomeOf(strangers('02000001'));
    expect(await everythingOf('02000001')).toEqual(before);
    expect(lines).toContain(
      'お客様.csv,2,お客様ID,02000001,取り込めません,前回取り込んだお客様とお名前も電話番号も違います。別のお客様の可能性があります',
    );
    expect(lines).toHaveLength(4);
  });

  it('that was imported is the same customer’s with a new name and the old phone, or the other way round', async () => {
    const source = (name: string, phone: string) =>
      new Export()
        .customer('02000001', HEAD_OFFICE_ID, { お客様名: name })
        .contact('02000001', '携帯電話', phone);
    await bed.run(source('環境 太郎', '090-1111-2001'));
    expect((await bed.run(source('緑 太郎', '090-1111-2001'))).summary).toMatchObject({ updated: 1 });
    expect((await bed.run(source('緑　太郎', '090-1111-2002'))).summary).toMatchObject({ updated: 1 });
    expect((await bed.run(source('空 太郎', '090-1111-2003'))).summary).toMatchObject({ updated: 0 });
  });

  it('is held by the database, too: no login of the old system for who was registered in a form', async () => {
    await aCustomer(HERE).below(HEAD_OFFICE_ID).save(bed.db.manager);
    await bed.db.query(
      `INSERT INTO customer_registration (registered_by, key, customer_id, form)
       VALUES ($1, gen_random_uuid(), $2, 'x')`,
      [HEAD_OFFICE_ID, HERE],
    );
    const login = `INSERT INTO legacy_login (customer_id, login_id, folded_login_id) VALUES ($1, 'betsu', 'betsu')`;
    await expect(bed.db.query(login, [HERE])).rejects.toThrow('registered here');
    const imported = `INSERT INTO imported_customer (customer_id, content) VALUES ($1, '{}')`;
    await expect(bed.db.query(imported, [HERE])).rejects.toThrow('registered here');
  });

  it('is known by the run that brought it', async () => {
    const { id } = await bed.run(new Export().customer('02000001', HEAD_OFFICE_ID));
    await bed.run(new Export().customer('02000001', HEAD_OFFICE_ID, { 住所1: '新住所' }));
    expect(await bed.db.query('SELECT run_id FROM imported_customer')).toEqual([{ run_id: id }]);
  });
});
