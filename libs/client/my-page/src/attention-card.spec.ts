import { describe, expect, it } from 'vitest';
import { dueTasks } from './attention-card';

const credential = {
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
});
