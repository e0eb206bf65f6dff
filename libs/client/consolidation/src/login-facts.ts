import { Component, computed, input } from '@angular/core';
import type { ConsolidationLogin } from '@daiko/contracts';
import { factsOf, unfitText } from './login-words';

/** One of the several logins: its name, when and by whom it was used, and what prevents keeping it. */
@Component({
  selector: 'app-login-facts',
  host: { class: 'choice__main' },
  template: `
    <span class="row">
      <strong class="choice__title">{{ login().label }}</strong>
      @if (login().isRecommended) {
        <span class="badge badge--solid">おすすめ</span>
      }
    </span>
    <span class="facts">
      @for (fact of facts(); track fact.name) {
        <span
          ><span class="muted">{{ fact.name }}</span> {{ fact.text }}</span
        >
      }
    </span>
    @if (login().isRecommended) {
      <span class="choice__sub"
        >残せるログイン情報のうち、最後に使われたものです。メールの実在も確認できています。</span
      >
    }
    @if (reason(); as text) {
      <span class="choice__sub">{{ text }}</span>
    }
  `,
})
export class LoginFacts {
  readonly login = input.required<ConsolidationLogin>();
  protected readonly facts = computed(() => factsOf(this.login()));
  protected readonly reason = computed(() => unfitText(this.login()));
}
