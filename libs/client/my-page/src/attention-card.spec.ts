import { describe, expect, it } from 'vitest';
import { attentionTasks, dueTasks } from './attention-card';

const credential = {
  loginId: 'kankyo@gmail.com',
  loginIdMasked: 'ka*****@gmail.com',
  state: 'active',
  passwordChangedAt: null,
  previousSignInAt: null,
  legacyLoginCount: 0,
  destinationCount: 4,
} as const;

describe('要対応', () => {
  it('is empty while the login can be reset by its owner', () => {
    expect(dueTasks(credential)).toEqual([]);
  });

  it('leads a customer with logins of the old system to one', () => {
    const [task] = dueTasks({ ...credential, legacyLoginCount: 2 });
    expect(task).toMatchObject({ title: 'ログイン情報が複数あります (3件)', path: '/consolidation' });
  });

  it('names an address that has not answered, and a customer whom no PIN can reach', () => {
    const tasks = dueTasks({ ...credential, state: 'invited', destinationCount: 0 });
    expect(tasks.map(({ title }) => title)).toEqual([
      'メールアドレスの確認が済んでいません',
      'PINコードの通知先がありません',
    ]);
  });

  it('names several logins and an address that takes no mails', () => {
    const tasks = attentionTasks({
      logins: 3,
      bouncing: true,
      noPhone: false,
      below: null,
      operatorsWaiting: 0,
    });
    expect(tasks.map(({ title }) => title)).toEqual([
      'ログイン情報が複数あります (3件)',
      'メールが届いていません',
    ]);
  });

  it('tells a dealer how many of the customers below need help, and leaves out what is in order', () => {
    const below = { several: 2, none: 0, invited: 1, bouncing: 0, noPhone: 0 };
    const tasks = attentionTasks({ logins: 1, bouncing: false, noPhone: false, below, operatorsWaiting: 0 });
    expect(tasks.map(({ title }) => title)).toEqual([
      '下位店: 複数のログイン情報 2件',
      '下位店: 設定メールの確認待ち 1件',
    ]);
  });

  it('leads an operator to the new operators who wait for approval', () => {
    const own = { logins: 1, bouncing: false, noPhone: false, below: null };
    const [task] = attentionTasks({ ...own, operatorsWaiting: 2 });
    expect(task).toMatchObject({ title: '承認を待っている職員の登録 2件', path: '/masters/approvals' });
  });

  it('leads to the list of each cause, and says how many customers there are', () => {
    const below = { several: 1_234, none: 0, invited: 0, bouncing: 0, noPhone: 5 };
    const tasks = attentionTasks({ logins: 1, bouncing: false, noPhone: false, below, operatorsWaiting: 0 });
    expect(tasks).toMatchObject([
      { title: '下位店: 複数のログイン情報 1,234件', cause: 'several', cases: 1_234 },
      { cause: 'no_phone', cases: 5 },
    ]);
  });
});
