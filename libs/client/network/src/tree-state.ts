import { computed, inject, Service, signal } from '@angular/core';
import type { CustomerChildren, TreeNode } from '@daiko/contracts';
import { ApiProblem } from '@daiko/client-session';
import type { LoadStatus } from '@daiko/client-ui';
import { NetworkClient } from './network-client';

/** A row of the tree as a table; `level` is its depth, from 1. */
export interface TreeRow {
  level: number;
  node: TreeNode;
}

/** The part of the tree that is loaded so far. Provided by the page. */
@Service({ autoProvided: false })
export class TreeState {
  private readonly client = inject(NetworkClient);
  private readonly loaded = signal<ReadonlyMap<string, CustomerChildren>>(new Map());
  private readonly opened = signal<ReadonlySet<string>>(new Set());
  private readonly top = signal<string | undefined>(undefined);
  private readonly lost = signal(false);

  readonly root = computed(() => this.of(this.top() ?? '')?.node);
  /** The last request failed. */
  readonly failed = this.lost.asReadonly();
  readonly status = computed((): LoadStatus => {
    if (this.root() !== undefined) return 'filled';
    return this.lost() ? 'error' : 'loading';
  });
  /** The nodes that are open, as rows of a table. */
  readonly rows = computed(() => {
    const root = this.root();
    return root === undefined ? [] : this.rowsFrom(root, 1);
  });

  /** The loaded children of a customer; undefined before they are loaded. */
  of(customerId: string): CustomerChildren | undefined {
    return this.loaded().get(customerId);
  }

  isOpen(customerId: string): boolean {
    return this.opened().has(customerId);
  }

  /** How many children are not shown yet. */
  remaining(node: TreeNode): number {
    return node.childCount - (this.of(node.customerId)?.children.length ?? 0);
  }

  /**
   * Whether さらに表示 has something to show. It is false before the first load: otherwise the button could disappear
   * while it has the focus.
   */
  hasMore(customerId: string): boolean {
    return typeof this.of(customerId)?.next === 'string';
  }

  /**
   * Loads the top of the viewer's network and the path down to a customer.
   * @param customerId if not given, only the top is loaded
   */
  begin(customerId?: string): Promise<void> {
    return this.guarded(async () => {
      const { topCustomerId } = await this.client.network();
      await this.load(topCustomerId);
      this.top.set(topCustomerId);
      this.setOpen(topCustomerId, true);
      if (customerId === undefined || customerId === topCustomerId) return;
      const wanted = await this.load(customerId);
      for (const step of wanted.above.slice(1)) await this.open(step.customerId);
    });
  }

  /** Shows the children of a customer, and loads them first if necessary. */
  async open(customerId: string): Promise<void> {
    this.setOpen(customerId, true);
    if (this.of(customerId) === undefined) await this.guarded(() => this.load(customerId));
  }

  setOpen(customerId: string, isOpen: boolean): void {
    this.opened.update((before) => {
      const after = new Set(before);
      if (isOpen) after.add(customerId);
      else after.delete(customerId);
      return after;
    });
  }

  /** すべて閉じる: only the top stays open. */
  closeAll(): void {
    this.opened.set(new Set([this.top()].filter((one) => one !== undefined)));
  }

  /** さらに表示: the next load of children. */
  more(customerId: string): Promise<void> {
    return this.guarded(async () => {
      const known = this.of(customerId);
      const next = await this.client.children(customerId, known?.next ?? undefined);
      this.keep({ ...next, children: [...(known?.children ?? []), ...next.children] });
    });
  }

  private rowsFrom(node: TreeNode, level: number): TreeRow[] {
    const below = this.isOpen(node.customerId) ? (this.of(node.customerId)?.children ?? []) : [];
    return [{ level, node }, ...below.flatMap((child) => this.rowsFrom(child, level + 1))];
  }

  private async load(customerId: string): Promise<CustomerChildren> {
    const children = await this.client.children(customerId);
    this.keep(children);
    return children;
  }

  private keep(children: CustomerChildren): void {
    this.loaded.update((before) => new Map(before).set(children.node.customerId, children));
  }

  private async guarded(work: () => Promise<unknown>): Promise<void> {
    this.lost.set(false);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      this.lost.set(true);
    }
  }
}
