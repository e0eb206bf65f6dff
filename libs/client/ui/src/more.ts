import {
  afterNextRender,
  Component,
  effect,
  ElementRef,
  inject,
  Injector,
  input,
  output,
} from '@angular/core';

/**
 * The number of shown entries of a list, and さらに表示 while there are more. After the last press the focus moves to the
 * number.
 */
@Component({
  selector: 'ui-more',
  host: { class: 'pager' },
  template: `
    <p class="muted" role="status" tabindex="-1">{{ shown() }}件を表示しています</p>
    @if (hasMore()) {
      <button class="button button--secondary" type="button" (click)="press()">さらに表示</button>
    }
  `,
})
export class More {
  readonly shown = input.required<number>();
  readonly hasMore = input.required<boolean>();
  readonly more = output();
  private isPressed = false;

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const injector = inject(Injector);
    effect(() => {
      if (this.hasMore() || !this.isPressed) return;
      this.isPressed = false;
      afterNextRender({ read: () => host.querySelector('p')?.focus() }, { injector });
    });
  }

  protected press(): void {
    this.isPressed = true;
    this.more.emit();
  }
}
