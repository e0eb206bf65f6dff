import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { ImportOverview, ImportRun } from '@daiko/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ImportClient } from './import-client';
import { ImportPage } from './import-page';

const RUN: ImportRun = {
  id: '4b0c1a52-6b5f-4c62-9b6c-1f2f6c1d8e10',
  state: 'done',
  isDry: true,
  startedBy: null,
  startedAt: '2026-11-22T07:05:00Z',
  finishedAt: '2026-11-22T07:06:00Z',
  read: {},
  applied: 0,
  total: 0,
  outcome: {
    imported: 12,
    updated: 0,
    unchanged: 3,
    refused: [],
    noted: [],
  } as unknown as ImportRun['outcome'],
  failure: null,
  failureNote: null,
};
const UPLOAD = {
  id: '7d3c3d2e-7c0a-4f9e-8f38-5b4b0f6f6d11',
  uploadedAt: '2026-11-22T07:00:00Z',
  uploadedBy: { customerId: '00000002', customerName: '職員 一郎' },
  files: [{ name: 'customers', size: 2_048 }],
  isComplete: true,
} as unknown as NonNullable<ImportOverview['upload']>;

describe('以前のシステムからの取り込み', () => {
  let fixture: ComponentFixture<ImportPage>;
  let overview: ImportOverview;
  const start = vi.fn((_id: string, isDry: boolean) => {
    overview = { upload: UPLOAD, runs: [{ ...RUN, isDry, state: 'applying', outcome: null }] };
    return Promise.resolve();
  });
  const root = () => fixture.nativeElement as HTMLElement;
  const focused = () =>
    document.activeElement === document.body ? 'nothing' : document.activeElement?.textContent;
  const press = async (name: string) => {
    const button = [...root().querySelectorAll('button')].find(
      ({ textContent }) => textContent.trim() === name,
    );
    expect(button, name).toBeDefined();
    button!.focus();
    button!.click();
    await fixture.whenStable();
  };

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    overview = { upload: UPLOAD, runs: [] };
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        { provide: ImportClient, useValue: { overview: () => Promise.resolve(overview), start } },
      ],
    });
    fixture = TestBed.createComponent(ImportPage);
    fixture.autoDetectChanges();
    document.body.append(root());
    await vi.waitFor(() => expect(root().textContent).toContain('送信済みのファイル'));
  });
  afterEach(() => {
    root().remove();
    vi.useRealTimers();
    start.mockClear();
  });

  it('shows before it begins which files go in, and that nobody has tried them', async () => {
    await press('取り込みに進む');
    expect(start).not.toHaveBeenCalled();
    expect(focused()).toContain('取り込みの確認');
    expect(root().textContent).toContain('元に戻せません');
    expect(root().textContent).toContain('まだ試していません');
    await press('やめる');
    expect(focused()).toContain('送信済みのファイル');
    expect(start).not.toHaveBeenCalled();
  });

  it('shows there what a try with the same files came to', async () => {
    overview = { upload: UPLOAD, runs: [RUN] };
    await vi.advanceTimersByTimeAsync(5_000);
    await fixture.whenStable();
    await press('取り込みに進む');
    expect(root().textContent).toContain('新規 12件、更新 0件、変更なし 3件');
  });

  it('has the focus at its step, when it begins and when it is over', async () => {
    await press('取り込みに進む');
    await press('取り込む');
    expect(start).toHaveBeenCalledExactlyOnceWith(UPLOAD.id, false);
    await vi.waitFor(() => expect(focused()).toContain('取り込みが進んでいます'));
    overview = { upload: null, runs: [{ ...RUN, isDry: false }] };
    await vi.advanceTimersByTimeAsync(5_000);
    await fixture.whenStable();
    expect(focused()).toContain('3つのファイルを選んでください');
  });
});
