import { NgTemplateOutlet } from '@angular/common';
import { Component, computed, inject, input, output } from '@angular/core';
import { Tree, TreeItem, TreeItemGroup } from '@angular/aria/tree';
import { Icon, LoginBadge } from '@daiko/client-ui';
import { TreeState } from './tree-state';

/** The prefix of the value of さらに表示; the お客様ID whose children it shows follows. */
const MORE = 'more:';

/** The tree on wide screens: loaded step by step, usable with pointer and keyboard as WAI-ARIA describes. */
@Component({
  selector: 'app-tree-view',
  imports: [Icon, LoginBadge, NgTemplateOutlet, Tree, TreeItem, TreeItemGroup],
  templateUrl: './tree-view.html',
})
export class TreeView {
  readonly selected = input.required<string>();
  readonly labelledBy = input.required<string>();
  readonly choose = output<string>();

  protected readonly tree = inject(TreeState);
  protected readonly more = MORE;
  protected readonly value = computed(() => [this.selected()]);
  protected readonly roots = computed(() => {
    const root = this.tree.root();
    return root === undefined ? [] : [root];
  });

  protected pick(values: string[]): void {
    const [value] = values;
    if (value === undefined) return;
    if (value.startsWith(MORE)) void this.tree.more(value.slice(MORE.length));
    else this.choose.emit(value);
  }

  protected toggle(customerId: string, isOpen: boolean): void {
    if (isOpen) void this.tree.open(customerId);
    else this.tree.setOpen(customerId, false);
  }
}
