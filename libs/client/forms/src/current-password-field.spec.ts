import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { form } from '@angular/forms/signals';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CurrentPasswordField } from './current-password-field';

@Component({
  imports: [CurrentPasswordField],
  template: `<app-current-password-field label="現在のパスワード:" [password]="answers.password" />`,
})
class Page {
  protected readonly answers = form(signal({ password: '' }));
}

describe('The field of the current password', () => {
  afterEach(() => vi.unstubAllGlobals());

  const open = async (answer: () => Promise<Response>) => {
    vi.stubGlobal('fetch', vi.fn<typeof fetch>(answer));
    const fixture = TestBed.createComponent(Page);
    fixture.autoDetectChanges();
    await vi.waitFor(() => expect(fetch).toHaveBeenCalled());
    return fixture.nativeElement as HTMLElement;
  };

  it('has the login ID of the signed-in beside it, so that a password manager knows whose password it is', async () => {
    const page = await open(() => Promise.resolve(Response.json({ loginId: 'kankyo@gmail.com' })));
    const username = page.querySelector<HTMLInputElement>('input[autocomplete=username]');
    await vi.waitFor(() => expect(username?.value).toBe('kankyo@gmail.com'));
    expect(username?.getAttribute('aria-hidden')).toBe('true');
    expect(username?.tabIndex).toBe(-1);
  });

  it('can be used without it where it cannot be asked for', async () => {
    const page = await open(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(page.querySelector('input[autocomplete=current-password]')).not.toBeNull();
  });
});
