import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, TitleStrategy } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { Location } from '@angular/common';
import type { RegistrationOptions } from '@daiko/contracts';
import { hasDraft } from '@daiko/client-session';
import { PageTitle } from '@daiko/client-ui';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RegisterPage } from './register-page';
import { RegistrationClient } from './registration-client';
import { RegistrationDraft } from './registration-draft';
import { emptyForm } from './registration-form';

@Component({ template: '<h1>マスタメンテ</h1>' })
class Masters {}

const PAGE = '/masters/customers/new';
const OPTIONS: RegistrationOptions = {
  parent: { customerId: '01058734', customerName: '環境 太郎' },
  ranks: [{ code: 'member', name: '会員' }],
  memberClasses: [{ code: 'member', name: '会員' }],
};
const FILLED = {
  ...emptyForm(OPTIONS),
  name: '小田原 直樹',
  kana: 'オダワラ ナオキ',
  postalCode: '251-0052',
  address: '神奈川県藤沢市藤沢 4-5-6',
  phone1: '090-1111-2771',
};
const client = {
  options: () => Promise.resolve(OPTIONS),
  findDuplicates: () => Promise.resolve({ candidates: [], phoneKinds: {}, parentName: '環境 太郎' }),
  register: vi.fn(() =>
    Promise.resolve({ customerId: '01058735', customerName: '小田原 直樹', setupExpiresAt: null }),
  ),
};

describe('お客様登録', () => {
  let harness: RouterTestingHarness;
  const text = () => harness.routeNativeElement!.textContent;
  const seen = (part: string) => vi.waitFor(() => expect(text()).toContain(part));
  const press = (name: string) => {
    const buttons = [...harness.routeNativeElement!.querySelectorAll('button')];
    buttons.find(({ textContent }) => textContent.trim() === name)!.click();
  };
  const focused = (name: string) =>
    vi.waitFor(() => {
      expect(document.activeElement).not.toBe(document.body);
      expect(document.activeElement?.textContent.trim()).toContain(name);
    });
  const name = () => harness.routeNativeElement!.querySelector<HTMLInputElement>('#name')?.value;
  const back = () => TestBed.inject(Location).back();

  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [
        provideRouter([
          { path: 'masters', component: Masters },
          { path: PAGE.slice(1), title: 'お客様登録', component: RegisterPage },
        ]),
        { provide: TitleStrategy, useExisting: PageTitle },
        { provide: RegistrationClient, useValue: client },
      ],
    });
    sessionStorage.clear();
    TestBed.inject(Router).setUpLocationChangeListener();
    harness = await RouterTestingHarness.create('/masters');
    document.body.append(harness.fixture.nativeElement as HTMLElement);
  });
  afterEach(() => {
    (harness.fixture.nativeElement as HTMLElement).remove();
    sessionStorage.clear();
  });

  const openFilled = async () => {
    TestBed.inject(RegistrationDraft).save({ key: crypto.randomUUID(), typed: FILLED });
    await harness.navigateByUrl(PAGE);
    await vi.waitFor(() => expect(name()).toBe(FILLED.name));
    press('確認');
    await seen('次の内容で登録します');
  };

  it('is left by Back only from its first step: from 確認 Back leads to what was typed', async () => {
    await openFilled();
    await focused('登録する内容');
    await vi.waitFor(() => expect(document.title).toContain('お客様登録 確認'));
    back();
    await vi.waitFor(() => expect(name()).toBe(FILLED.name));
    await focused('お客様登録');
    expect(document.title).toContain('お客様登録 入力');
    TestBed.inject(Location).forward();
    await seen('次の内容で登録します');
    press('入力を直す');
    await vi.waitFor(() => expect(name()).toBe(FILLED.name));
    back();
    await seen('マスタメンテ');
  });

  it('checks again what was changed after Back', async () => {
    await openFilled();
    back();
    await vi.waitFor(() => expect(name()).toBe(FILLED.name));
    const field = harness.routeNativeElement!.querySelector<HTMLInputElement>('#name')!;
    field.value = '小田原 直美';
    field.dispatchEvent(new Event('input'));
    TestBed.inject(Location).forward();
    await vi.waitFor(() => expect(TestBed.inject(Router).url).toContain('step=check'));
    expect(text()).not.toContain('次の内容で登録します');
    press('確認');
    await seen('小田原 直美');
  });

  it('stays at 確認 over a reload, and at 完了 with the お客様ID that was issued', async () => {
    await openFilled();
    await harness.navigateByUrl('/masters');
    await harness.navigateByUrl(`${PAGE}?step=check`);
    await seen('次の内容で登録します');
    press('登録する');
    await seen('01058735');
    await focused('お客様を登録しました');
    expect(TestBed.inject(Router).url).toBe(`${PAGE}?step=done`);

    await harness.navigateByUrl('/masters');
    await harness.navigateByUrl(`${PAGE}?step=done`);
    await seen('01058735');
    press('続けて登録する');
    await vi.waitFor(() => expect(name()).toBe(''));
    await focused('お客様登録');
  });

  it('is a draft as soon as something is typed, and none when nothing is or it was registered', async () => {
    await harness.navigateByUrl(PAGE);
    await vi.waitFor(() => expect(name()).toBe(''));
    await harness.fixture.whenStable();
    expect(hasDraft('')).toBe(false);
    const field = harness.routeNativeElement!.querySelector<HTMLInputElement>('#name')!;
    field.value = '小';
    field.dispatchEvent(new Event('input'));
    await vi.waitFor(() => expect(hasDraft('')).toBe(true));
    await harness.navigateByUrl('/masters');
    await openFilled();
    press('登録する');
    await seen('01058735');
    await vi.waitFor(() => expect(hasDraft('')).toBe(false));
  });
});
