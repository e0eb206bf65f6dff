import { Component, signal } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import type { MaskedDestination } from '@daiko/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { DestinationPicker } from './destination-picker';

const voice: MaskedDestination = {
  id: 'a',
  channel: 'voice',
  label: '****-**-*300 (自動音声)',
  waitSeconds: 0,
};
const email: MaskedDestination = {
  id: 'b',
  channel: 'email',
  label: 'ka*****@gmail.com (メール)',
  waitSeconds: 0,
};

@Component({
  imports: [DestinationPicker],
  template: `<ui-destination-picker
    [destinations]="destinations()"
    [error]="error()"
    [(selected)]="selected"
  />`,
})
class Page {
  readonly destinations = signal([voice, email]);
  readonly error = signal<string | null>(null);
  readonly selected = signal<string | null>(null);
}

describe('DestinationPicker', () => {
  let fixture: ComponentFixture<Page>;
  let page: Page;
  const radios = (): HTMLInputElement[] => [...fixture.nativeElement.querySelectorAll('[type=radio]')];

  beforeEach(() => {
    fixture = TestBed.createComponent(Page);
    page = fixture.componentInstance;
    fixture.autoDetectChanges();
    TestBed.tick();
  });

  it('offers the destinations under the legend 通知先選択, none of them chosen', () => {
    expect(fixture.nativeElement.querySelector('fieldset > legend').textContent).toBe('通知先選択');
    expect(radios().map((radio) => radio.labels?.[0]?.textContent.trim())).toEqual([
      voice.label,
      email.label,
    ]);
    expect(radios().filter(({ checked }) => checked)).toEqual([]);
  });

  it('tells what was chosen', () => {
    radios()[1]!.click();
    expect(page.selected()).toBe('b');
  });

  it('chooses the only destination', () => {
    page.destinations.set([email]);
    TestBed.tick();
    expect(page.selected()).toBe('b');
    expect(radios()[0]!.checked).toBe(true);
  });

  it('can be reached from an error summary and describes itself by the error', () => {
    page.error.set('通知先を1つ選んでください');
    TestBed.tick();
    const described = fixture.nativeElement
      .querySelector('fieldset')
      .getAttribute('aria-describedby')
      .split(' ');
    expect(fixture.nativeElement.querySelector(`#${described[1]}`).textContent.trim()).toBe(
      '通知先を1つ選んでください',
    );
    expect(radios()[0]!.id).toBe('destination');
  });
});
