import { DOCUMENT } from '@angular/common';
import { effect, inject, Service, signal } from '@angular/core';
import { TitleStrategy, type RouterStateSnapshot } from '@angular/router';
import { PRODUCT_NAME } from '@daiko/contracts';

/** The window title: `画面名 - 業務代行クラウドシステム`, with `エラー: ` before it while the page shows errors. */
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

  /** Changes the name of the page, if one URL has several screens. */
  rename(name: string): void {
    this.name.set(name);
  }

  /**
   * Names the page after the heading of the screen that replaced it, until the returned function is called. A page
   * that names its steps by itself is not changed.
   */
  nameAfter(heading: string): () => void {
    const before = this.name();
    if (before !== this.ofRoute) return () => undefined;
    this.name.set(heading);
    return () => {
      if (this.name() === heading) this.name.set(before);
    };
  }

  /** Marks the title as showing an error, until the returned function is called. */
  markError(): () => void {
    this.errorsShown.update((count) => count + 1);
    return () => this.errorsShown.update((count) => count - 1);
  }
}

/** @param name the name of the screen; without it the title is only the name of the product. */
export function composeTitle(name: string | undefined, hasError: boolean): string {
  const title = name === undefined || name === '' ? PRODUCT_NAME : `${name} - ${PRODUCT_NAME}`;
  return hasError ? `エラー: ${title}` : title;
}
