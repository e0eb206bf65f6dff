import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from 'vitest';
import { HeadingFocus } from './heading-focus';

@Component({ selector: 'app-test-step', hostDirectives: [HeadingFocus], template: `<h2>登録する内容</h2>` })
class Step {}

@Component({
  imports: [Step],
  template: `
    @if (isAtStep()) {
      <app-test-step />
    } @else {
      <button>確認</button>
    }
  `,
})
class Page {
  readonly isAtStep = signal(false);
}

describe('A step that takes the place of another', () => {
  it('has the focus at its heading, so that it does not fall to the page with the button that went', async () => {
    const fixture = TestBed.createComponent(Page);
    fixture.autoDetectChanges();
    document.body.append(fixture.nativeElement);
    fixture.nativeElement.querySelector('button').focus();
    fixture.componentInstance.isAtStep.set(true);
    await fixture.whenStable();
    expect(document.activeElement?.textContent).toBe('登録する内容');
    fixture.nativeElement.remove();
  });
});
