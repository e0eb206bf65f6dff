import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { LoadState, type LoadStatus } from './load-state';

describe('What is fetched', () => {
  let show: (status: LoadStatus) => void;
  let element: HTMLElement;

  beforeEach(() => {
    const fixture = TestBed.createComponent(LoadState);
    element = fixture.nativeElement as HTMLElement;
    show = (status) => {
      fixture.componentRef.setInput('status', status);
      fixture.detectChanges();
    };
  });
  const isUnsettled = () => element.querySelector('.unsettled') !== null;

  it.each(['filled', 'empty', 'error'] as const)(
    'keeps back what stands below it until it is %s',
    (status) => {
      show('loading');
      expect(isUnsettled()).toBe(true);
      show(status);
      expect(isUnsettled()).toBe(false);
    },
  );

  it('leaves what stands below it alone when it is fetched again', () => {
    show('loading');
    show('filled');
    show('loading');
    expect(element.querySelector('ui-skeleton')).not.toBeNull();
    expect(isUnsettled()).toBe(false);
  });
});
