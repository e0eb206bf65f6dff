import { Component, computed, input, output } from '@angular/core';
import type { Duplicates, RegistrationOptions } from '@daiko/contracts';
import { CheckActions, HeadingFocus } from '@daiko/client-forms';
import { PHONE_KIND_NAMES } from './registration-fields';
import { toRequest, type TypedRegistration } from './registration-form';

/** 確認: the data that will be registered, in its exact form. */
@Component({
  selector: 'app-registration-summary',
  imports: [CheckActions],
  hostDirectives: [HeadingFocus],
  template: `
    <div class="stack">
      <h2 class="heading-2" tabindex="-1">登録する内容</h2>
      <p class="lead">次の内容で登録します。よろしければ「登録する」を押してください。</p>
      <dl class="defs">
        @for (fact of facts(); track fact[0]) {
          <dt>{{ fact[0] }}</dt>
          <dd>{{ fact[1] }}</dd>
        }
      </dl>
      <app-check-actions action="登録する" (act)="register.emit()" (correct)="correct.emit()" />
    </div>
  `,
})
export class RegistrationSummary {
  readonly typed = input.required<TypedRegistration>();
  readonly options = input.required<RegistrationOptions>();
  readonly found = input<Duplicates>();
  readonly register = output();
  readonly correct = output();

  protected readonly facts = computed((): [string, string][] => {
    const typed = this.typed();
    const request = toRequest(typed, '');
    const rest: [string, string | undefined][] =
      typed.kind === 'personal' ? [['生年月日', request.birthday]] : [['代表者', request.representative]];
    return [
      ['区分', typed.kind === 'personal' ? '個人' : '法人'],
      ['お客様名', request.name],
      ['カナ', request.kana],
      ['郵便番号', request.postalCode.replace(/^(\d{3})/, '$1-')],
      ['住所', request.address],
      ...rest.map(([label, value]): [string, string] => [label, value ?? 'なし']),
      ['電話1', this.phone(typed.phone1, 'phone1')],
      ['電話2', typed.phone2.trim() === '' ? 'なし' : this.phone(typed.phone2, 'phone2')],
      ...this.trade(),
      ['登録番号', request.registrationNumber ?? 'なし'],
      ['ログイン用メールアドレス', request.email ?? 'なし (あとで登録できます)'],
      ['ログイン設定メール', request.email && typed.sendSetupMail ? '登録と同時に送る' : '送らない'],
    ];
  });

  private trade(): [string, string][] {
    const { rankCode, memberClassCode, parentCustomerId } = this.typed();
    const { ranks, memberClasses } = this.options();
    return [
      ['ランク', ranks.find(({ code }) => code === rankCode)?.name ?? ''],
      ['会員区分', memberClasses.find(({ code }) => code === memberClassCode)?.name ?? ''],
      ['上位店', `${this.found()?.parentName ?? ''} (${parentCustomerId})`],
    ];
  }

  private phone(typed: string, which: keyof Duplicates['phoneKinds']): string {
    const kind = this.found()?.phoneKinds[which];
    return kind ? `${typed} (${PHONE_KIND_NAMES[kind]})` : typed;
  }
}
