import { Component, computed, type ElementRef, inject, input, signal, viewChild } from '@angular/core';
import type { Device, DeviceList } from '@daiko/contracts';
import { failureText } from '@daiko/client-forms';
import { ApiClient, ApiProblem } from '@daiko/client-session';
import { Badge, Card, fetched, formatDateTime, Icon, LoadState, type IconName } from '@daiko/client-ui';

/** ログイン中の端末: where the customer is logged in, and how to log out there. */
@Component({
  selector: 'app-device-card',
  imports: [Badge, Card, Icon, LoadState],
  template: `
    <ui-card
      cardId="devices"
      heading="ログイン中の端末"
      [level]="level()"
      [flush]="devices.status() === 'filled'"
    >
      @if (others().length > 0) {
        <button cardAside class="button button--tertiary" type="button" (click)="signOutOthers()">
          ほかの端末をすべてログアウト
        </button>
      }
      <ui-load-state
        emptyText="ログイン中の端末はありません。"
        [status]="devices.status()"
        [lines]="4"
        (retry)="devices.reload()"
      >
        <ul class="list">
          @for (device of all(); track device.id) {
            <li class="list__item">
              <div>
                <p class="list__title"><ui-icon [name]="icon(device)" />&ngsp;{{ device.name }}</p>
                <p class="list__meta">
                  {{ device.current ? 'いま使用中' : '最後の利用 ' + dateTime(device.lastUsedAt) }}
                </p>
              </div>
              @if (device.current) {
                <ui-badge kind="ok" icon="ok">この端末</ui-badge>
              } @else {
                <button
                  class="button button--secondary button--xs"
                  type="button"
                  [attr.aria-label]="device.name + 'をログアウト'"
                  (click)="signOut(device)"
                >
                  ログアウト
                </button>
              }
            </li>
          }
        </ul>
      </ui-load-state>
    </ui-card>
    <p #outcome class="outcome" role="status" tabindex="-1">{{ outcomeText() }}</p>
  `,
})
export class DeviceCard {
  readonly level = input<2 | 3>(2);

  private readonly api = inject(ApiClient);
  private readonly outcome = viewChild.required<ElementRef<HTMLElement>>('outcome');
  protected readonly devices = fetched(
    () => this.api.get<DeviceList>('/session/devices'),
    ({ devices }) => devices.length === 0,
  );
  protected readonly all = computed(() => this.devices.value()?.devices ?? []);
  protected readonly others = computed(() => this.all().filter(({ current }) => !current));
  protected readonly outcomeText = signal('');
  protected readonly dateTime = formatDateTime;

  protected icon({ name }: Device): IconName {
    return /iPhone|Android|iPad/.test(name) ? 'mobile' : 'pc';
  }

  protected async signOut({ id, name }: Device): Promise<void> {
    await this.end(`/session/devices/${id}`, `${name}をログアウトしました。`);
  }

  protected async signOutOthers(): Promise<void> {
    await this.end('/session/devices', 'ほかの端末をすべてログアウトしました。');
  }

  private async end(path: string, done: string): Promise<void> {
    try {
      await this.api.delete(path);
      this.outcomeText.set(done);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      this.outcomeText.set(`ログアウトできませんでした。${failureText(error)}`);
    }
    // The pressed button disappears with its row, so the focus moves to a place near it.
    this.outcome().nativeElement.focus();
    await this.devices.reload();
  }
}
