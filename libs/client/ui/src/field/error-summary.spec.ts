import { Component, signal } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ErrorSummary, type FieldError } from './error-summary';
import { PageTitle } from '../page/page-title';

const MISSING: readonly FieldError[] = [
  { fieldId: 'phone', text: '登録済み電話番号を入力してください' },
  { fieldId: null, text: '続けて操作できる回数を超えました。' },
];

@Component({
  imports: [ErrorSummary],
  template: `
    @if (open()) {
      <ui-error-summary [errors]="errors()" />
    }
    <input id="phone" />
  `,
})
class Page {
  readonly errors = signal<readonly FieldError[]>([]);
  readonly open = signal(true);
}

describe('ErrorSummary', () => {
  let fixture: ComponentFixture<Page>;
  let page: Page;
  const show = (errors: readonly FieldError[]) => {
    page.errors.set(errors);
    TestBed.tick();
  };

  beforeEach(() => {
    TestBed.inject(PageTitle).rename('お問い合わせ');
    fixture = TestBed.createComponent(Page);
    page = fixture.componentInstance;
    document.body.append(fixture.nativeElement);
    fixture.autoDetectChanges();
    TestBed.tick();
  });
  afterEach(() => fixture.nativeElement.remove());

  it('takes the focus when errors appear, and again when the same ones come back', () => {
    expect(document.querySelector('#error-summary')).toBeNull();
    show(MISSING);
    expect(document.activeElement?.id).toBe('error-summary');

    document.getElementById('phone')?.focus();
    show([...MISSING]);
    expect(document.activeElement?.id).toBe('error-summary');
  });

  it('leads from an entry to its field and leaves the address alone', () => {
    show(MISSING);
    const before = location.href;
    fixture.nativeElement.querySelector('a').click();
    expect(document.activeElement?.id).toBe('phone');
    expect(location.href).toBe(before);
  });

  it('names what no field is to blame for, without a link', () => {
    show(MISSING);
    const entries = [...fixture.nativeElement.querySelectorAll('li')];
    expect(entries.map((entry) => entry.textContent.trim())).toEqual(MISSING.map(({ text }) => text));
    expect(entries[1].querySelector('a')).toBeNull();
  });

  it('marks the title as long as it is there', () => {
    show(MISSING);
    expect(document.title).toBe('エラー: お問い合わせ - 業務代行クラウドシステム');
    show([...MISSING]);
    expect(document.title).toBe('エラー: お問い合わせ - 業務代行クラウドシステム');
    show([]);
    expect(document.title).toBe('お問い合わせ - 業務代行クラウドシステム');
  });

  it('takes its mark off the title when the page is left', () => {
    show(MISSING);
    page.open.set(false);
    TestBed.tick();
    expect(document.title).toBe('お問い合わせ - 業務代行クラウドシステム');
  });
});
