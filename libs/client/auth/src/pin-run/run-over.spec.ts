import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { PinRun } from '@daiko/contracts';
import { describe, expect, it } from 'vitest';
import { aRun } from './sample-runs';
import { CredentialResetStore } from './credential-reset-store';
import { RunOver } from './run-over';

describe('The page of a procedure that is over', () => {
  const textOf = (closure: PinRun['closure']): string => {
    const store = { run: () => aRun({ state: 'locked', closure }), purpose: () => 'login_id_reset' };
    TestBed.configureTestingModule({
      providers: [provideRouter([]), { provide: CredentialResetStore, useValue: store }],
    });
    const fixture = TestBed.createComponent(RunOver);
    fixture.componentRef.setInput('step', 'locked');
    fixture.detectChanges();
    return fixture.nativeElement.textContent.replace(/\s+/g, ' ');
  };

  it('says from when the next one may begin', () => {
    expect(textOf({ until: '2026-11-22T08:28:00Z' })).toContain(
      '2026年11月22日(日) 17:28から、もう一度手続きできます',
    );
  });

  it('names who reopens it where no time does, and no year 9999', () => {
    const text = textOf({ until: null });
    expect(text).toContain('再開できるのは、上位店または職員です');
    expect(text).not.toMatch(/9999|一時的|やり直してください/);
  });

  it('says nothing of the kind while recovery is open', () => {
    expect(textOf(null)).not.toMatch(/停止しています/);
  });
});
