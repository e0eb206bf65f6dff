import { Component } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { PasswordToggle } from './password-toggle';

@Component({
  imports: [PasswordToggle],
  template: `
    <form (submit)="submit($event, password.type)">
      <input #password id="password" type="password" />
      <ui-password-toggle [control]="password" />
    </form>
  `,
})
class Page {
  typeAtSubmit = '';

  submit(event: Event, type: string): void {
    event.preventDefault();
    this.typeAtSubmit = type;
  }
}

describe('PasswordToggle', () => {
  let fixture: ComponentFixture<Page>;
  const input = (): HTMLInputElement => fixture.nativeElement.querySelector('#password');
  const checkbox = (): HTMLInputElement => fixture.nativeElement.querySelector('[type=checkbox]');
  const toggle = () => {
    checkbox().click();
    TestBed.tick();
  };

  beforeEach(() => {
    fixture = TestBed.createComponent(Page);
    fixture.autoDetectChanges();
    TestBed.tick();
  });

  it('shows and hides what is typed', () => {
    expect(fixture.nativeElement.textContent).toContain('パスワードを表示');
    toggle();
    expect(input().type).toBe('text');
    toggle();
    expect(input().type).toBe('password');
  });

  it('hides the password before the page handles the submission', () => {
    toggle();
    fixture.nativeElement.querySelector('form').dispatchEvent(new Event('submit', { cancelable: true }));
    TestBed.tick();
    expect(fixture.componentInstance.typeAtSubmit).toBe('password');
    expect(checkbox().checked).toBe(false);
  });
});
