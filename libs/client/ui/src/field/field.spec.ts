import { Component, signal } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { Control } from './control';
import { Field } from './field';

@Component({
  imports: [Control, Field],
  template: `
    <ui-field fieldId="pin" [label]="label()" [labelPhone]="labelPhone()" [hint]="hint()" [error]="error()">
      <input uiControl class="input--pin" [alsoDescribedBy]="rules()" />
    </ui-field>
  `,
})
class Page {
  readonly label = signal('PINコード(有効時間15分):');
  readonly labelPhone = signal<string | undefined>('PINコード (有効時間15分)');
  readonly hint = signal<string | null>(null);
  readonly error = signal<string | null>(null);
  readonly rules = signal<string | undefined>(undefined);
}

describe('Field', () => {
  let fixture: ComponentFixture<Page>;
  let page: Page;
  const input = (): HTMLInputElement => fixture.nativeElement.querySelector('input');
  const describing = () =>
    (input().getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => fixture.nativeElement.querySelector(`#${id}`)?.textContent.trim());

  beforeEach(() => {
    fixture = TestBed.createComponent(Page);
    page = fixture.componentInstance;
    fixture.detectChanges();
  });

  it('labels its control, with the wording of each viewport once', () => {
    const label: HTMLLabelElement = fixture.nativeElement.querySelector('label');
    expect(label.control).toBe(input());
    expect(label.querySelector('.only-pc')?.textContent).toBe('PINコード(有効時間15分):');
    expect(label.querySelector('.only-sp')?.textContent).toBe('PINコード (有効時間15分)');

    page.labelPhone.set(undefined);
    fixture.detectChanges();
    expect(label.textContent.trim()).toBe('PINコード(有効時間15分):');
  });

  it('describes nothing and marks nothing while there is nothing to say', () => {
    expect(input().hasAttribute('aria-describedby')).toBe(false);
    expect(input().hasAttribute('aria-invalid')).toBe(false);
  });

  it('describes its control by support text and error, in this order', () => {
    page.hint.set('お手元に届いた6桁の数字です。');
    page.error.set('PINコードは数字6桁で入力してください');
    fixture.detectChanges();
    expect(describing()).toEqual(['お手元に届いた6桁の数字です。', 'PINコードは数字6桁で入力してください']);
    expect(input().getAttribute('aria-invalid')).toBe('true');
  });

  it('forgets the error when it is mended', () => {
    page.error.set('PINコードを入力してください');
    fixture.detectChanges();
    page.error.set(null);
    fixture.detectChanges();
    expect(input().hasAttribute('aria-invalid')).toBe(false);
    expect(fixture.nativeElement.textContent).not.toContain('PINコードを入力してください');
  });

  it('adds further descriptions of the page to its own', () => {
    page.hint.set('12文字以上。');
    page.rules.set('password-rules');
    fixture.detectChanges();
    expect(input().getAttribute('aria-describedby')).toBe('pin-hint password-rules');
  });
});
