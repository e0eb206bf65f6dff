import { DOCUMENT } from '@angular/common';
import { effect, inject, Service, signal } from '@angular/core';
import { TitleStrategy, type RouterStateSnapshot } from '@angular/router';
import { PRODUCT_NAME } from '@daiko/contracts';

/** The window's title: `画面名 - 業務代行クラウドシステム`, with `エラー: ` before it while the page shows errors. */
@Service()
export class PageTitle extends TitleStrategy {
  private readonly document = inject(DOCUMENT);
  private readonly name = signal<string | undefined>(undefined);
  private readonly errorsShown = signal(0);
  private ofRoute: string | undefined;

  constructor() {
    super();
    effect(() => {
      this.document.title = composeTitle(this.name(), this.errorsShown() > 0);
    });
  }

  override updateTitle(snapshot: RouterStateSnapshot): void {
    this.ofRoute = this.buildTitle(snapshot);
    this.name.set(this.ofRoute);
  }

  /** Names the page anew where one address has several screens. */
  rename(name: string): void {
    this.name.set(name);
  }

  /**
   * Names the page after the heading of the screen that has taken its place, until the returned function is called. A page
   * that names its steps by itself is left alone.
   */
  nameAfter(heading: string): () => void {
    const before = this.name();
    if (before !== this.ofRoute) return () => undefined;
    this.name.set(heading);
    return () => {
      if (this.name() === heading) this.name.set(before);
    };
  }

  /** Marks the title until the returned function is called. */
  markError(): () => void {
    this.errorsShown.update((count) => count + 1);
    return () => this.errorsShown.update((count) => count - 1);
  }
}

/** @param name the screen's name; without it the product's name stands alone. */
export function composeTitle(name: string | undefined, hasError: boolean): string {
  const title = name === undefined || name === '' ? PRODUCT_NAME : `${name} - ${PRODUCT_NAME}`;
  return hasError ? `エラー: ${title}` : title;
}
