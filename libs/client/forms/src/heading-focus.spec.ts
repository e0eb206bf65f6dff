import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { PageTitle } from '@daiko/client-ui';
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

@Component({
  selector: 'app-test-end',
  hostDirectives: [HeadingFocus],
  template: `<h1><span aria-hidden="true">▼ </span>{{ 'お客様の上位店を変更しました' }}</h1>`,
})
class End {}

@Component({
  imports: [End],
  template: `
    @if (isOver()) {
      <app-test-end />
    }
  `,
})
class Procedure {
  readonly isOver = signal(false);
}

describe('A screen with a heading of its own at the same address', () => {
  const open = async () => {
    const fixture = TestBed.createComponent(Procedure);
    fixture.autoDetectChanges();
    const turn = async (isOver: boolean) => {
      fixture.componentInstance.isOver.set(isOver);
      await fixture.whenStable();
      TestBed.tick();
      return document.title;
    };
    return { turn, before: await turn(false) };
  };

  it('names the window as long as it is there', async () => {
    const { turn, before } = await open();
    expect(await turn(true)).toBe('お客様の上位店を変更しました - 業務代行クラウドシステム');
    expect(await turn(false)).toBe(before);
  });

  it('leaves the name to a page that names its steps by itself', async () => {
    const { turn } = await open();
    TestBed.inject(PageTitle).rename('手続きの完了 - お問い合わせ');
    expect(await turn(true)).toBe('手続きの完了 - お問い合わせ - 業務代行クラウドシステム');
  });
});
