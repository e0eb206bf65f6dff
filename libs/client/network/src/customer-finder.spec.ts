import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { SubmitState } from '@daiko/client-forms';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CustomerFinder } from './customer-finder';

describe('the finder of お客様検索', () => {
  let fixture: ComponentFixture<CustomerFinder>;
  const box = (): HTMLInputElement => fixture.nativeElement.querySelector('input[type=search]');
  const type = (text: string) => {
    box().value = text;
    box().dispatchEvent(new Event('input'));
  };
  const press = async (name: string) => {
    const buttons = [...fixture.nativeElement.querySelectorAll('button')];
    buttons.find((button) => button.textContent.includes(name)).click();
    await fixture.whenStable();
  };
  const addressIs = async (query: string | undefined) => {
    fixture.componentRef.setInput('search', { query });
    await fixture.whenStable();
  };

  beforeEach(async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ ranks: [], memberClasses: [] })));
    Object.assign(document.defaultView!, { matchMedia: () => ({ matches: true }) });
    TestBed.configureTestingModule({ providers: [provideRouter([]), SubmitState] });
    vi.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(true);
    fixture = TestBed.createComponent(CustomerFinder);
    fixture.componentRef.setInput('search', {});
    fixture.autoDetectChanges();
    await fixture.whenStable();
  });
  afterEach(() => vi.unstubAllGlobals());

  it('keeps what is typed while the address still follows the search before', async () => {
    type('かんきょう');
    await press('検索');
    type('みどり');
    await addressIs('かんきょう');
    expect(box().value).toBe('みどり');
  });

  it('shows what the address asks for when one goes back', async () => {
    type('かんきょう');
    await press('検索');
    await addressIs('かんきょう');
    await addressIs('みどり');
    expect(box().value).toBe('みどり');
    await addressIs('かんきょう');
    expect(box().value).toBe('かんきょう');
  });
});
