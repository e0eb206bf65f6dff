import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { TimelineEntry } from '@daiko/contracts';
import { describe, expect, it, vi } from 'vitest';
import { OperationsClient } from './operations-client';
import { TimelinePage } from './timeline-page';

const entry = (id: string, at: string) =>
  ({
    id,
    at,
    event: 'sign_in',
    result: 'done',
    actorName: '環境 太郎',
    device: null,
    other: null,
    address: null,
    actor: '01058734',
    detail: {},
  }) as unknown as TimelineEntry;

describe('操作履歴', () => {
  it('is told by day, in Japan, the newest first', async () => {
    const entries = [
      entry('4', '2026-11-22T15:30:00Z'),
      entry('3', '2026-11-22T14:59:00Z'),
      entry('2', '2026-11-22T01:00:00Z'),
      entry('1', '2026-11-20T01:00:00Z'),
    ];
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        {
          provide: OperationsClient,
          useValue: { timeline: () => Promise.resolve({ customerName: '環境 太郎', entries, next: null }) },
        },
      ],
    });
    const fixture = TestBed.createComponent(TimelinePage);
    fixture.componentRef.setInput('customerId', '01058734');
    fixture.autoDetectChanges();
    const page = fixture.nativeElement as HTMLElement;
    await vi.waitFor(() => expect(page.querySelectorAll('.record')).toHaveLength(4));
    const days = [...page.querySelectorAll('h2')].map(({ textContent }) => textContent.trim());
    expect(days).toEqual(['2026年11月23日(月) 1件', '2026年11月22日(日) 2件', '2026年11月20日(金) 1件']);
    expect(page.querySelector('.record__facts')?.textContent).toContain('00:30:00');
  });
});
