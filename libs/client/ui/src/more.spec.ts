import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from 'vitest';
import { More } from './more';

@Component({
  imports: [More],
  template: `<ui-more [shown]="shown()" [hasMore]="shown() < 150" (more)="shown.set(shown() + 50)" />`,
})
class Page {
  readonly shown = signal(50);
}

describe('さらに表示', () => {
  it('keeps the focus while there is more, and leaves it at the count with the last press', async () => {
    const fixture = TestBed.createComponent(Page);
    fixture.autoDetectChanges();
    const page = fixture.nativeElement as HTMLElement;
    document.body.append(page);
    const press = async () => {
      page.querySelector('button')!.focus();
      page.querySelector('button')!.click();
      await fixture.whenStable();
      return document.activeElement === document.body ? 'nothing' : document.activeElement?.textContent;
    };
    expect(await press()).toBe('さらに表示');
    expect(await press()).toBe('150件を表示しています');
    expect(page.querySelector('button')).toBeNull();
    page.remove();
  });
});
