import { Component, signal } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { CustomerHeader, Delivery } from '@daiko/contracts';
import { Countdown, DeliveryTrack } from '@daiko/client-ui';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CustomerBand } from './customer-band';
import { CustomerBar } from './customer-bar';

const NOW = '2026-11-22T07:28:04.000Z';
const delivery = (state: Delivery['state']) =>
  ({ state, reason: null, steps: [{ state, at: NOW }] }) satisfies Delivery;

@Component({
  imports: [Countdown, CustomerBand, CustomerBar, DeliveryTrack],
  template: `
    <p class="greeting">{{ greeting() }}</p>
    <app-customer-bar [customer]="customer()" />
    <app-customer-band [customer]="customer()" />
    <ui-countdown deadline="2026-11-22T07:43:04.000Z" [serverNow]="now" />
    <ui-delivery-track [delivery]="delivery()" />
  `,
})
class Page {
  readonly now = NOW;
  readonly greeting = signal('こんにちは');
  readonly delivery = signal<Delivery>(delivery('sending'));
  readonly customer = signal<CustomerHeader>({
    customerId: '01058734',
    customerName: '環境 太郎',
    rankName: '代理店',
    memberClassName: '会員',
    parentDealerName: null,
  });
}

/** As Chrome does it: each text is put into an element of the browser's own, and the page writes into the old one. */
function translate(root: HTMLElement): void {
  const texts: Text[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts) {
    if (text.data.trim() === '' || text.parentElement?.closest('[translate=no]')) continue;
    const translated = document.createElement('span');
    translated.textContent = 'translated';
    text.replaceWith(translated);
  }
}

describe('A page that the browser translates', () => {
  let fixture: ComponentFixture<Page>;
  const text = (selector: string) =>
    (fixture.nativeElement as HTMLElement).querySelector(selector)!.textContent.replace(/\s+/g, ' ').trim();
  const render = () => fixture.detectChanges();

  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse(NOW) });
    TestBed.configureTestingModule({ providers: [provideRouter([])] });
    fixture = TestBed.createComponent(Page);
    render();
    translate(fixture.nativeElement as HTMLElement);
  });
  afterEach(() => vi.useRealTimers());

  it('loses its hold of what is translated', () => {
    fixture.componentInstance.greeting.set('こんばんは');
    render();
    expect(text('.greeting')).toBe('translated');
  });

  it('goes on counting the time that is left', async () => {
    await vi.advanceTimersByTimeAsync(60_000);
    render();
    expect(text('ui-countdown .progress__label')).toBe('有効期限 16時43分まで (残り 14分)');
  });

  it('goes on saying what has become of the PIN', () => {
    fixture.componentInstance.delivery.set(delivery('delivered'));
    render();
    expect(text('ui-delivery-track [role=status]')).toBe('届きました');
  });

  it('keeps お客様ID, and follows it, wherever it stands in the header', () => {
    const shown = ['app-customer-bar .whoami__value--id', '.idbar__line', '.idbar__sheet strong'];
    expect(shown.map(text).join()).toBe('01058734,お客様ID:01058734 / 環境 太郎 様,01058734');
    fixture.componentInstance.customer.update((one) => ({ ...one, customerId: '01058701' }));
    render();
    expect(shown.map(text).join()).toBe('01058701,お客様ID:01058701 / 環境 太郎 様,01058701');
  });
});
