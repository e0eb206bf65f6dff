import { Component, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { TestBed } from '@angular/core/testing';
import { ActivatedRoute, provideRouter, Router, RouterLink } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { focusHeadingOnNavigation } from './heading-focus';

@Component({
  imports: [RouterLink],
  template: `
    <h1 tabindex="-1">お客様検索</h1>
    <a id="narrow" [routerLink]="[]" [queryParams]="{ login: 'none' }" queryParamsHandling="merge">未設定</a>
    @if (query()?.get('page') !== '2') {
      <a id="next" [routerLink]="[]" [queryParams]="{ page: 2 }">次へ</a>
    }
    <a id="card" routerLink="/card">環境 太郎</a>
  `,
})
class List {
  protected readonly query = toSignal(inject(ActivatedRoute).queryParamMap);
}

@Component({ template: '<h1 tabindex="-1">お客様情報</h1>' })
class Card {}

describe('The focus after a link', () => {
  let page: HTMLElement;
  const follow = (id: string) => {
    const link = page.querySelector<HTMLElement>(`#${id}`)!;
    link.focus();
    link.click();
  };
  const focused = () => document.activeElement?.textContent;

  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [
        provideRouter([
          { path: 'list', component: List },
          { path: 'card', component: Card },
        ]),
      ],
    });
    TestBed.runInInjectionContext(focusHeadingOnNavigation);
    const harness = await RouterTestingHarness.create('/list');
    page = harness.fixture.nativeElement as HTMLElement;
    harness.fixture.autoDetectChanges();
    document.body.append(page);
  });
  afterEach(() => page.remove());

  it('is on the heading of the next page', async () => {
    follow('card');
    await vi.waitFor(() => expect(focused()).toBe('お客様情報'));
  });

  it('is on the heading where the link went with the list, as 次へ does', async () => {
    follow('next');
    await vi.waitFor(() => expect(focused()).toBe('お客様検索'));
  });

  it('stays where the link stays', async () => {
    follow('narrow');
    await vi.waitFor(() => expect(TestBed.inject(Router).url).toBe('/list?login=none'));
    expect(focused()).toBe('未設定');
  });
});
