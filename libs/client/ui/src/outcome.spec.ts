import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from 'vitest';
import { Outcome } from './outcome';

@Component({ imports: [Outcome], template: `<ui-outcome [text]="text()" />` })
class Page {
  readonly text = signal('');
}

describe('what an act has come to', () => {
  it('is said in a place that was there before, and has the focus', async () => {
    const fixture = TestBed.createComponent(Page);
    fixture.autoDetectChanges();
    const place: HTMLElement = fixture.nativeElement.querySelector('[role=status]');
    document.body.append(fixture.nativeElement);
    expect(place.textContent.trim()).toBe('');
    expect(document.activeElement).not.toBe(place);

    fixture.componentInstance.text.set('却下しました。');
    await fixture.whenStable();
    expect(place.textContent.trim()).toBe('却下しました。');
    expect(document.activeElement).toBe(place);
    fixture.nativeElement.remove();
  });
});
