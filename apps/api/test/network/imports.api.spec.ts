import { IMPORT_FILES, IMPORT_PIECE_SIZE, type ImportFileName, type ImportOverview } from '@daiko/contracts';
import { aCustomer, HEAD_OFFICE_ID } from '@daiko/server-builders';
import { importUpload } from '@daiko/server-legacy';
import iconv from 'iconv-lite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../src/seed/demo-network';
import { ApiBed } from '../support/api-bed';
import type { Answer, Visitor } from '../support/visitor';

const NOBODYS = '01890000-0000-7000-8000-000000000000';
const CUSTOMERS =
  'お客様ID,お客様名,お客様名カナ,個人法人区分,郵便番号,住所1,住所2,ランク,会員区分,上位店お客様ID,登録番号,登録日,停止';
const NAMES = Object.keys(IMPORT_FILES) as ImportFileName[];

describe('the import that operators begin in a page', () => {
  let bed: ApiBed;
  let operator: Visitor;

  beforeAll(async () => {
    bed = await ApiBed.start();
    operator = await bed.operator();
  });
  afterEach(async () => {
    await bed.db.query(`UPDATE import_run SET state = 'failed' WHERE state <> 'done'`);
    await bed.db.query('DELETE FROM import_upload');
  });
  afterAll(() => bed.stop());

  /** An export in Shift_JIS with the customer 01900001, and others whose parents are given. */
  const filesOf = (others: Record<string, string> = {}): Record<ImportFileName, Buffer> => {
    const customers = Object.entries({ '01900001': HEAD_OFFICE_ID, ...others }).map(
      ([id, parent]) => `${id},髙﨑 一郎,タカサキ イチロウ,個人,,,,会員,会員,${parent},,,`,
    );
    const encode = (...lines: string[]) => iconv.encode(`${lines.join('\r\n')}\r\n`, 'windows-31j');
    return {
      customers: encode(CUSTOMERS, ...customers),
      contacts: encode('お客様ID,種別,値,優先順,確認日', '01900001,携帯電話,09011112771,0,'),
      logins: encode('お客様ID,ログインID,パスワードハッシュ,利用者名,作成日,最終ログイン日時,停止'),
    };
  };
  const put = (id: string, path: string, body: Buffer | string, type = 'text/csv', visitor = operator) =>
    visitor.send({
      method: 'PUT',
      path: `/api/operations/imports/${id}/files/${path}`,
      body,
      headers: { 'content-type': type },
    });
  const idIn = ({ text }: Answer) => (JSON.parse(text) as { id: string }).id;
  const open = async (files: Record<ImportFileName, Buffer>) => {
    const sizes = Object.fromEntries(NAMES.map((name) => [name, files[name].length]));
    return operator.post('operations/imports', sizes);
  };
  const upload = async (others: Record<string, string> = {}) => {
    const files = filesOf(others);
    const id = idIn(await open(files));
    for (const name of NAMES)
      for (let piece = 0; piece * IMPORT_PIECE_SIZE < files[name].length; piece++) {
        const start = piece * IMPORT_PIECE_SIZE;
        const answer = await put(
          id,
          `${name}/${piece}`,
          files[name].subarray(start, start + IMPORT_PIECE_SIZE),
        );
        expect(answer.status).toBe(204);
      }
    return id;
  };
  const overview = async () => JSON.parse((await operator.get('operations/imports')).text) as ImportOverview;
  const start = (id: string, isDry = false) => operator.post(`operations/imports/${id}/runs`, { isDry });
  /** As the process does that the API starts, with the rights that it has. */
  const finish = async (id: string) => {
    await importUpload(bed.urlOfApi, id);
    return (await overview()).runs.find((run) => run.id === id)!;
  };

  const anotherOperator = async () => {
    const [{ hash }] = await bed.db.query(
      `SELECT password_hash AS hash FROM credential WHERE login_id = 'hanako@daiko.example'`,
    );
    await aCustomer('01900100')
      .ranked('staff')
      .below(HEAD_OFFICE_ID)
      .withLogin('saburo-staff@daiko.example', hash)
      .save(bed.db.manager);
    const jiro = bed.visitor();
    await jiro.post('sessions', { loginId: 'saburo-staff@daiko.example', password: DEMO_PASSWORD });
    await jiro.stepUp(DEMO_PASSWORD);
    return jiro;
  };

  it('tries an upload, imports it, and throws the files away', async () => {
    const id = await upload({ '01900002': '01909999' });
    expect((await overview()).upload).toMatchObject({ id, isComplete: true });
    const tried = await finish(idIn(await start(id, true)));
    expect(tried).toMatchObject({ state: 'done', isDry: true, outcome: { imported: 1 } });
    expect(tried.outcome?.refused).toEqual([
      {
        text: '上位店が見つかりません',
        remedy: '上位店の行を加えるか、上位店お客様IDを確認してください',
        rows: 1,
      },
    ]);
    expect((await operator.get('customers/01900001')).status).toBe(404);
    const done = await finish(idIn(await start(id)));
    expect(done).toMatchObject({
      state: 'done',
      outcome: { imported: 1 },
      startedBy: { customerName: '職員 花子' },
    });
    expect((await operator.get('customers/01900001')).status).toBe(200);
    expect((await overview()).upload).toBeNull();
    expect(await bed.db.query('SELECT FROM import_piece')).toEqual([]);
  });

  it('hands the errors out in the encoding of the input', async () => {
    const id = await upload({ '01900003': '01909999' });
    const run = await finish(idIn(await start(id, true)));
    const answer = await operator.get(`operations/imports/runs/${run.id}/errors.csv`);
    expect(answer.headers['content-disposition']).toContain('filename="import-errors.csv"');
    const text = new TextDecoder('shift_jis').decode(answer.bytes);
    expect(text).toContain('お客様.csv,3,上位店お客様ID,01900003,取り込めません,上位店が見つかりません');
    expect((await operator.get(`operations/imports/runs/${NOBODYS}/errors.csv`)).code).toBe('import.unknown');
  });

  it('records who began and what came of it', async () => {
    const id = await upload();
    await finish(idIn(await start(id, true)));
    const events = await bed.db.query(
      `SELECT event, result, actor, detail - 'run' AS detail FROM audit_event
       WHERE event LIKE 'legacy.import%' ORDER BY id DESC LIMIT 2`,
    );
    const [end, begin] = events as { actor: string }[];
    expect(begin).toMatchObject({ event: 'legacy.import_begun', result: 'done', detail: { isDry: true } });
    expect(end).toMatchObject({ event: 'legacy.imported', detail: { isDry: true, refused: 0 } });
    expect(end?.actor).toBe(begin?.actor);
    expect(end?.actor).toMatch(/^\d{8}$/);
  });

  it('is closed to everybody but operators, and to operators who did not give the password again', async () => {
    const dealer = await bed.steppedUp();
    const fresh = bed.visitor();
    await fresh.post('sessions', { loginId: 'hanako@daiko.example', password: DEMO_PASSWORD });
    const routes = (visitor: Visitor) => [
      visitor.post('operations/imports', { customers: 1, contacts: 1, logins: 1 }),
      visitor.post(`operations/imports/${NOBODYS}/runs`, { isDry: true }),
      visitor.send({ method: 'DELETE', path: `/api/operations/imports/${NOBODYS}` }),
      put(NOBODYS, 'customers/0', 'x', 'text/csv', visitor),
    ];
    const codes = async (visitor: Visitor) => (await Promise.all(routes(visitor))).map(({ code }) => code);
    expect(await codes(bed.visitor())).toEqual(Array(4).fill('session.absent'));
    expect(await codes(dealer)).toEqual(Array(4).fill('session.operator_required'));
    expect(await codes(fresh)).toEqual([
      ...Array<string>(3).fill('session.step_up_required'),
      'import.unknown',
    ]);
  });

  it('takes CSV here alone, and here nothing but CSV', async () => {
    const id = idIn(await open(filesOf()));
    for (const type of ['application/json', 'text/plain', 'application/octet-stream'])
      expect((await put(id, 'customers/0', '{}', type)).code, type).toBe('request.wrong_type');
    const form = await put(id, 'customers/0', '--x\r\n\r\n--x--', 'multipart/form-data; boundary=x');
    expect(form.code).toBe('request.wrong_type');
    const elsewhere = await operator.send({
      path: '/api/session/step-up',
      body: 'password',
      headers: { 'content-type': 'text/csv' },
    });
    expect(elsewhere.code).toBe('request.wrong_type');
  });

  it('refuses what comes from another site', async () => {
    const id = idIn(await open(filesOf()));
    const answer = await operator.send({
      method: 'PUT',
      path: `/api/operations/imports/${id}/files/customers/0`,
      body: 'x',
      headers: { 'content-type': 'text/csv', 'sec-fetch-site': 'cross-site' },
    });
    expect(answer.code).toBe('request.cross_site');
  });

  it('refuses files that are empty or too large before anything is sent, and pieces that are not as announced', async () => {
    const sizes = { customers: 0, contacts: 536_870_913, logins: 1 };
    const refused = await operator.post('operations/imports', sizes);
    expect(JSON.parse(refused.text)).toMatchObject({
      errors: [
        { path: 'customers', code: 'file.empty' },
        { path: 'contacts', code: 'file.too_large' },
      ],
    });
    const files = filesOf();
    const id = idIn(await open(files));
    expect((await put(id, 'customers/0', Buffer.concat([files.customers, Buffer.from('x')]))).code).toBe(
      'request.too_large',
    );
    expect((await put(id, 'customers/0', files.customers.subarray(1))).code).toBe('request.malformed');
    expect((await put(id, 'customers/1', 'x')).code).toBe('import.unknown');
    expect((await put(id, 'passwords/0', 'x')).code).toBe('request.invalid');
    expect((await put(NOBODYS, 'customers/0', 'x')).code).toBe('import.unknown');
    expect((await start(id)).code).toBe('import.incomplete');
  });

  it('takes the same piece twice, and one upload at a time', async () => {
    const files = filesOf();
    const id = idIn(await open(files));
    for (let times = 0; times < 2; times++)
      expect((await put(id, 'customers/0', files.customers)).status).toBe(204);
    expect((await open(files)).code).toBe('import.upload_open');
    const { upload: waiting } = await overview();
    expect(waiting?.files[0]).toMatchObject({ name: 'customers', received: files.customers.length });
    expect((await operator.send({ method: 'DELETE', path: `/api/operations/imports/${id}` })).status).toBe(
      204,
    );
    expect((await overview()).upload).toBeNull();
  });

  it('refuses a second run while one is open, and leaves its files alone', async () => {
    const id = await upload();
    const answers = await Promise.all([start(id), start(id), start(id, true)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.code).toBe('import.under_way');
    expect((await put(id, 'customers/0', filesOf().customers)).code).toBe('import.under_way');
    const discarded = await operator.send({ method: 'DELETE', path: `/api/operations/imports/${id}` });
    expect(discarded.code).toBe('import.under_way');
  });

  it('belongs to the operator who opened it: nobody else adds to it, tries it or imports it', async () => {
    const jiro = await anotherOperator();
    const id = await upload();
    expect((await put(id, 'customers/0', filesOf().customers, 'text/csv', jiro)).code).toBe(
      'import.not_yours',
    );
    for (const isDry of [true, false])
      expect((await jiro.post(`operations/imports/${id}/runs`, { isDry })).code).toBe('import.not_yours');
    const discarded = await jiro.send({ method: 'DELETE', path: `/api/operations/imports/${id}` });
    expect(discarded.status).toBe(204);
    const [event] = await bed.db.query(
      `SELECT actor, detail->>'upload' AS upload FROM audit_event WHERE event = 'legacy.upload_discarded' ORDER BY id DESC LIMIT 1`,
    );
    expect(event).toEqual({ actor: '01900100', upload: id });
  });

  it('is what was tried: no piece is replaced afterwards, not even in the database', async () => {
    const id = await upload();
    expect(await finish(idIn(await start(id, true)))).toMatchObject({ state: 'done' });
    const { customers } = filesOf();
    expect((await put(id, 'customers/0', customers)).code).toBe('import.sealed');
    const tamper = (set: string) =>
      bed.db.query(`UPDATE import_piece SET ${set} WHERE upload_id = $1 AND name = 'contacts'`, [id]);
    await tamper(`bytes = overlay(bytes PLACING '9' FROM 60)`);
    expect(await finish(idIn(await start(id)))).toMatchObject({
      state: 'failed',
      failureNote: '連絡先.csv: ファイルが、送信または試しのときの内容と違います',
    });
    await tamper('digest = sha256(bytes)');
    expect((await start(id)).code).toBe('import.sealed');
  });

  it('is what was begun with: a piece that is changed with its hash before it is read ends the run', async () => {
    const id = await upload();
    const run = idIn(await start(id));
    await bed.db.query(
      `UPDATE import_piece SET bytes = changed, digest = sha256(changed)
         FROM (SELECT upload_id AS id, overlay(bytes PLACING '9' FROM 60) AS changed FROM import_piece
                WHERE upload_id = $1 AND name = 'contacts') AS piece
        WHERE upload_id = piece.id AND name = 'contacts'`,
      [id],
    );
    expect(await finish(run)).toMatchObject({
      state: 'failed',
      failure: 'unreadable',
      failureNote: 'ファイルが、送信または試しのときの内容と違います',
    });
  });

  it('leaves every act in the trail: opened, each piece with its hash, tried, imported', async () => {
    const [{ last }] = await bed.db.query('SELECT coalesce(max(id), 0) AS last FROM audit_event');
    const id = await upload();
    await finish(idIn(await start(id, true)));
    await finish(idIn(await start(id)));
    const events = await bed.db.query<{ event: string; actor: string; sha256: string | null }[]>(
      `SELECT event, actor, detail->>'sha256' AS sha256 FROM audit_event
        WHERE id > $1 AND event LIKE 'legacy.%' ORDER BY id`,
      [last],
    );
    expect(events.map(({ event }) => event)).toEqual([
      'legacy.upload_opened',
      ...Array<string>(3).fill('legacy.upload_received'),
      ...Array<string[]>(2).fill(['legacy.import_begun', 'legacy.imported']).flat(),
    ]);
    expect(new Set(events.map(({ actor }) => actor)).size).toBe(1);
    expect(events.filter(({ sha256 }) => /^[\da-f]{64}$/.test(sha256 ?? ''))).toHaveLength(3);
  });

  it('gives up a run whose process ends again and again', async () => {
    const id = await upload();
    const run = idIn(await start(id, true));
    await bed.db.query(`UPDATE import_run SET attempts = 20 WHERE id = $1`, [run]);
    expect(await finish(run)).toMatchObject({ state: 'failed', failure: 'keeps_failing' });
    expect((await start(id, true)).status).toBe(201);
  });

  it('says which file cannot be read', async () => {
    const files = { ...filesOf(), contacts: Buffer.from('a,b\r\n') };
    const id = idIn(await open(files));
    for (const name of NAMES) await put(id, `${name}/0`, files[name]);
    expect(await finish(idIn(await start(id)))).toMatchObject({
      state: 'failed',
      failure: 'unreadable',
      failureNote: '連絡先.csv: 見出しがありません: お客様ID、種別、値、優先順、確認日',
    });
    expect((await overview()).upload).toMatchObject({ id });
  });
});
