import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { Disclosure, LoadState, LOGIN_WORDS, Notice, SectionBar } from '@daiko/client-ui';
import { TreeDetail } from './tree-detail';
import { TreeDrill } from './tree-drill';
import { TreeState } from './tree-state';
import { TreeView } from './tree-view';

/** ツリー: 上位店と下位店. The customer who is shown is in the URL, as `of`. */
@Component({
  selector: 'app-tree-page',
  imports: [Disclosure, LoadState, Notice, SectionBar, TreeDetail, TreeDrill, TreeView],
  providers: [TreeState],
  templateUrl: './tree-page.html',
})
export class TreePage {
  readonly of = input<string>();

  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  protected readonly tree = inject(TreeState);
  protected readonly words = LOGIN_WORDS;
  protected readonly selected = computed(() => this.of() ?? this.tree.root()?.customerId ?? '');
  protected readonly belowCount = computed(() => {
    const root = this.tree.root();
    return root && this.tree.of(root.customerId)?.belowCount;
  });

  constructor() {
    effect(() => {
      const of = this.of();
      untracked(() => this.follow(of));
    });
  }

  protected follow(of = this.of()): void {
    if (this.tree.root() === undefined) void this.tree.begin(of);
    else if (of !== undefined && this.tree.of(of) === undefined) void this.tree.open(of);
  }

  protected choose(of: string): void {
    void this.router.navigate([], { relativeTo: this.route, queryParams: { of }, replaceUrl: true });
  }
}
