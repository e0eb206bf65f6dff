import { Component, signal } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import type { PinPurpose } from '@daiko/contracts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CredentialResetStore } from './credential-reset-store';
import { PinRunClient } from './pin-run-client';
import { RunProgress } from './run-progress';
import { RunUnderWay } from './run-under-way';
import { aWaitingRun } from './sample-runs';

@Component({ imports: [RunUnderWay], template: `<app-run-under-way [shown]="shown()" />` })
class Page {
  readonly shown = signal<readonly PinPurpose[]>(['login_id_reset', 'password_reset']);
}

describe('A run that its page does not show', () => {
  let fixture: ComponentFixture<Page>;
  let store: CredentialResetStore;
  const text = () => fixture.nativeElement.textContent;
  const look = () => {
    TestBed.tick();
    fixture.detectChanges();
  };

  beforeEach(async () => {
    vi.useFakeTimers({ now: Date.parse(aWaitingRun().now) });
    const open = () => Promise.resolve(aWaitingRun());
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        { provide: PinRunClient, useValue: { open } },
        { provide: RunProgress, useValue: { follow: () => () => undefined } },
      ],
    });
    store = TestBed.inject(CredentialResetStore);
    await store.open('login_id_reset');
    fixture = TestBed.createComponent(Page);
    look();
    return () => vi.useRealTimers();
  });

  it('is not spoken of while the page shows it', () => {
    expect(text()).not.toContain('手続きの途中です');
  });

  it('is led back to after Back from its PIN, which still counts', () => {
    store.correct();
    look();
    expect(text()).toContain('ログインIDのリセットの手続きの途中です');
    fixture.nativeElement.querySelector('button').click();
    look();
    expect(store.stepOf('login_id_reset')).toBe('waiting');
    expect(text()).not.toContain('手続きの途中です');
  });

  it('is led to from the page of another procedure', async () => {
    const go = vi.spyOn(TestBed.inject(Router), 'navigateByUrl').mockResolvedValue(true);
    fixture.componentInstance.shown.set(['password_reset']);
    look();
    expect(text()).toContain('ログインIDのリセットの手続きの途中です');
    fixture.nativeElement.querySelector('button').click();
    await vi.waitFor(() => expect(go).toHaveBeenCalledWith('/inquiry/login-id'));
  });
});
