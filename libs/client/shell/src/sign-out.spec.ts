import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { draftName, SessionStore } from '@daiko/client-session';
import { aSession } from '@daiko/client-session/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SignOut } from './sign-out';
import { SignOutQuestion } from './sign-out-question';

const answer = vi.fn<typeof fetch>();
const session = aSession();
const DRAFT = draftName('registration', '01058734');

describe('ログアウト', () => {
  let fixture: ComponentFixture<SignOutQuestion>;
  const dialog = (): HTMLDialogElement => fixture.nativeElement.querySelector('dialog');
  const press = async (name: string) => {
    const buttons: HTMLButtonElement[] = [...fixture.nativeElement.querySelectorAll('button')];
    buttons.find(({ textContent }) => textContent.trim() === name)?.click();
    await fixture.whenStable();
  };
  const signOut = async () => {
    await TestBed.inject(SignOut).run();
    await fixture.whenStable();
  };

  beforeEach(async () => {
    vi.stubGlobal('fetch', answer);
    sessionStorage.clear();
    // jsdom has the element without its methods.
    HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
      this.open = true;
    };
    HTMLDialogElement.prototype.close = function (this: HTMLDialogElement) {
      this.open = false;
    };
    TestBed.configureTestingModule({ providers: [provideRouter([{ path: '**', children: [] }])] });
    answer.mockResolvedValueOnce(Response.json(session));
    await TestBed.inject(SessionStore).load();
    fixture = TestBed.createComponent(SignOutQuestion);
    fixture.autoDetectChanges();
    answer.mockClear();
    answer.mockResolvedValue(new Response(null, { status: 204 }));
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    answer.mockReset();
    sessionStorage.clear();
  });

  it('happens at once where nothing typed would be lost', async () => {
    sessionStorage.setItem('registered:01058734', '{}');
    await signOut();
    expect(TestBed.inject(Router).url).toBe('/login');
    expect(dialog().open).toBe(false);
  });

  it('asks first where something typed would be lost, and keeps it when told so', async () => {
    sessionStorage.setItem(DRAFT, '{}');
    await signOut();
    expect(dialog().open).toBe(true);
    expect(answer).not.toHaveBeenCalled();
    await press('ログアウトしない');
    expect(dialog().open).toBe(false);
    expect(sessionStorage.getItem(DRAFT)).toBe('{}');
    expect(answer).not.toHaveBeenCalled();
  });

  it('throws away what was typed only after the question', async () => {
    sessionStorage.setItem(DRAFT, '{}');
    await signOut();
    expect(answer).not.toHaveBeenCalled();
    await press('消してログアウト');
    await vi.waitFor(() => expect(TestBed.inject(Router).url).toBe('/login'));
    expect(answer).toHaveBeenCalledWith('/api/session', expect.objectContaining({ method: 'DELETE' }));
    expect(sessionStorage.getItem(DRAFT)).toBeNull();
  });
});
