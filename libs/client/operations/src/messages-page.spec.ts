import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { MESSAGE_KIND_NAMES, MESSAGE_KINDS } from '@daiko/contracts';
import { describe, expect, it, vi } from 'vitest';
import { MessagesPage } from './messages-page';
import { OperationsClient } from './operations-client';

describe('通知文の一覧', () => {
  it('begins with an index that leads to each kind', async () => {
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        { provide: OperationsClient, useValue: { messages: () => Promise.resolve({ previews: [] }) } },
      ],
    });
    const fixture = TestBed.createComponent(MessagesPage);
    fixture.autoDetectChanges();
    const page = fixture.nativeElement as HTMLElement;
    await vi.waitFor(() => expect(page.querySelectorAll('section')).toHaveLength(MESSAGE_KINDS.length));
    const links = [...page.querySelectorAll<HTMLAnchorElement>('nav a')];
    expect(links.map(({ textContent }) => textContent.trim())).toEqual(
      MESSAGE_KINDS.map((kind) => MESSAGE_KIND_NAMES[kind]),
    );
    for (const { hash } of links) expect(page.querySelector(hash), hash).not.toBeNull();
  });
});
