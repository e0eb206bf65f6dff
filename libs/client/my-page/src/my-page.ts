import { Component, computed, inject } from '@angular/core';
import type { Attention } from '@daiko/contracts';
import { ApiClient } from '@daiko/client-session';
import { fetched, formatDateTime, LoadState, SectionBar } from '@daiko/client-ui';
import { AttentionCard, attentionTasks, dueTasks } from './attention-card';
import { CredentialFacts } from './credential-facts';
import { CustomerCard } from './customer-card';
import { DeviceCard } from './device-card';
import { NewsCard } from './news-card';
import { fetchOwnCredential } from './own-credential';
import { fetchOwnCustomer } from './own-customer';

/**
 * マイページ: who the customer is, what has to be done, and what is new. A card that cannot be loaded reports this by
 * itself, without affecting the other cards.
 */
@Component({
  selector: 'app-my-page',
  imports: [AttentionCard, CredentialFacts, CustomerCard, DeviceCard, LoadState, NewsCard, SectionBar],
  host: { class: 'stack stack--32' },
  template: `
    <ui-section-bar heading="マイページ">
      @if (previousSignIn(); as text) {
        <p class="bar__aside">最終ログイン {{ text }}</p>
      } @else if (isAsking()) {
        <p class="bar__aside">最終ログインを確認しています…</p>
      }
    </ui-section-bar>
    <div class="columns">
      <div class="span-8 stack stack--32">
        @if (isAsking()) {
          <ui-load-state status="loading" [lines]="8" />
        } @else if (tasks().length > 0 || attentionFailed()) {
          <app-attention-card [tasks]="tasks()" [isIncomplete]="attentionFailed()" (retry)="tryAgain()" />
        }
        <app-news-card [isNew]="changesAreNew()" />
      </div>
      <div class="span-4 stack stack--32"><app-customer-card [customer]="customer" /></div>
    </div>
    <section class="stack" aria-labelledby="credential-title">
      <ui-section-bar heading="ログイン情報" headingId="credential-title" [level]="2" />
      <div class="columns">
        <app-credential-facts class="span-5" [credential]="credential" />
        <app-device-card class="span-7" [level]="3" />
      </div>
    </section>
  `,
})
export class MyPage {
  private readonly api = inject(ApiClient);
  protected readonly attention = fetched(() => this.api.get<Attention>('/attention'));
  protected readonly credential = fetchOwnCredential();
  protected readonly customer = fetchOwnCustomer();
  protected readonly changesAreNew = computed(() => this.customer.value()?.changesAcknowledgedAt === null);
  protected readonly tasks = computed(() => {
    const credential = this.credential.value();
    const attention = this.attention.value();
    return [...(credential ? dueTasks(credential) : []), ...(attention ? attentionTasks(attention) : [])];
  });
  /** It is not known yet whether something has to be done. Tasks would be shown above all other parts. */
  protected readonly isAsking = computed(
    () => this.attention.status() === 'loading' || this.credential.status() === 'loading',
  );
  /** Both requests say what has to be done: if one of them is missing, the list may be incomplete. */
  protected readonly attentionFailed = computed(
    () => this.attention.status() === 'error' || this.credential.status() === 'error',
  );
  protected readonly previousSignIn = computed(() => {
    const at = this.credential.value()?.previousSignInAt;
    if (at === undefined) return null;
    return at === null ? 'なし (今回が初めてです)' : formatDateTime(at);
  });

  protected tryAgain(): void {
    for (const part of [this.attention, this.credential]) if (part.status() === 'error') void part.reload();
  }
}
