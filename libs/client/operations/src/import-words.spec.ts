import type { ImportRun } from '@daiko/contracts';
import { describe, expect, it } from 'vitest';
import { failureText, faultOf, filesByName, progressText, sizeText } from './import-words';

const RUN: ImportRun = {
  id: 'run',
  state: 'reading',
  isDry: true,
  startedBy: null,
  startedAt: '2026-11-22T00:00:00.000Z',
  finishedAt: null,
  read: {},
  applied: 0,
  total: 0,
  outcome: null,
  failure: null,
  failureNote: null,
};

describe('the words of an import', () => {
  it('knows the files by their names, however the dakuten is written', () => {
    const files = ['お客様.csv', 'ログイン.csv'.normalize('NFD'), '名簿.csv'].map(
      (name) => new File(['x'], name),
    );
    expect(Object.keys(filesByName(files))).toEqual(['customers', 'logins']);
  });

  it('refuses what is missing, empty or larger than can be sent', () => {
    expect(faultOf(undefined)).toBe('ファイルを選んでください。');
    expect(faultOf(new File([], 'お客様.csv'))).toBe('空のファイルは送信できません。');
    expect(faultOf({ size: 536_870_913 } as File)).toBe('512MBまでにしてください。');
    expect(faultOf(new File(['x'], 'お客様.csv'))).toBeUndefined();
  });

  it('says sizes as people count', () => {
    expect([5, 2_000, 110_833_926].map(sizeText)).toEqual(['5バイト', '2KB', '105.7MB']);
  });

  it('says how far a run is', () => {
    expect(progressText(RUN)).toBe('開始を待っています。');
    expect(progressText({ ...RUN, read: { 'お客様.csv': 120_000 } })).toBe(
      '読み込んでいます: お客様.csv 120,000行',
    );
    expect(progressText({ ...RUN, state: 'applying', applied: 4_000, total: 10_000 })).toBe(
      '取り込んでいます: 4,000 / 10,000件',
    );
  });

  it('says what to do after a failure', () => {
    expect(
      failureText({ ...RUN, failure: 'unreadable', failureNote: '連絡先.csv: 見出しがありません: 値' }),
    ).toBe(
      'ファイルを読めませんでした。連絡先.csv: 見出しがありません: 値。ファイルを直して、もう一度送信してください。',
    );
    for (const failure of ['given_up', 'keeps_failing'] as const)
      expect(failureText({ ...RUN, failure })).toMatch(/ください。$/);
  });
});
