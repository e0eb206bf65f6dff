import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { FieldError } from '@daiko/client-ui';
import { beforeEach, describe, expect, it } from 'vitest';
import { clearErrorsBetweenSteps } from './run-history';

const REFUSAL: FieldError = { fieldId: 'pin', text: 'PINコードが違います。' };

describe('what was refused at one step of a procedure', () => {
  const step = signal('waiting');
  const errors = signal<readonly FieldError[]>([]);

  beforeEach(() => {
    step.set('waiting');
    errors.set([]);
    const submits = { errors: errors.asReadonly(), clear: () => errors.set([]) };
    TestBed.runInInjectionContext(() => clearErrorsBetweenSteps(step, submits));
    TestBed.tick();
  });

  it('stays as long as the step does', () => {
    errors.set([REFUSAL]);
    TestBed.tick();
    expect(errors()).toEqual([REFUSAL]);
  });

  it('is no error of the next', () => {
    errors.set([REFUSAL]);
    step.set('mail_sent');
    TestBed.tick();
    expect(errors()).toEqual([]);
  });

  it('is none of a procedure that is over, even if the refusal arrives after the news of its end', () => {
    step.set('locked');
    TestBed.tick();
    errors.set([REFUSAL]);
    TestBed.tick();
    expect(errors()).toEqual([]);
  });
});
