import { Component, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { failureText } from '@daiko/client-forms';
import { SessionStore } from '@daiko/client-session';
import { addErrorTexts, Notice, SIGNED_IN_ERROR_TEXTS } from '@daiko/client-ui';
import { CustomerBand } from './customer-band';
import { CustomerBar } from './customer-bar';
import { lookWhenShown } from './look-when-shown';
import { MainMenu } from './main-menu';
import { PageFooter } from './page-footer';
import { Place } from './place';
import { ProductTitle } from './product-title';
import { restoreScroll } from './restore-scroll';
import { SessionEnd } from './session-end';
import { SignOut } from './sign-out';
import { SignOutQuestion } from './sign-out-question';
import { SkipLink } from './skip-link';
import { StepUpPrompt } from './step-up-prompt';
import { TabBar } from './tab-bar';

/** The frame of every page for logged-in customers, error pages included; the お客様ID comes first. */
@Component({
  selector: 'app-frame',
  imports: [
    CustomerBand,
    CustomerBar,
    MainMenu,
    Notice,
    PageFooter,
    Place,
    ProductTitle,
    RouterOutlet,
    SessionEnd,
    SignOutQuestion,
    SkipLink,
    StepUpPrompt,
    TabBar,
  ],
  host: { class: 'frame' },
  template: `
    <app-skip-link />
    @if (session(); as signedIn) {
      <header class="frame__head">
        <div class="masthead masthead--app">
          <div class="masthead__inner">
            <app-product-title path="/mypage" />
            <app-customer-bar class="only-pc" [customer]="signedIn.customer" />
          </div>
        </div>
        <app-main-menu />
        <app-customer-band [customer]="signedIn.customer" />
      </header>
    }
    <app-place />
    <main class="page" id="main" tabindex="-1">
      @if (signOut.failure(); as failure) {
        <ui-notice kind="error" heading="ログアウトできませんでした" [live]="true">
          <p>{{ reasonOf(failure) }}</p>
        </ui-notice>
      }
      <router-outlet />
    </main>
    <app-page-footer />
    <app-tab-bar />
    <app-session-end />
    <app-sign-out-question />
    <app-step-up-prompt />
  `,
})
export class AppFrame {
  protected readonly session = inject(SessionStore).session;
  protected readonly signOut = inject(SignOut);
  protected readonly reasonOf = failureText;

  constructor() {
    addErrorTexts(SIGNED_IN_ERROR_TEXTS);
    lookWhenShown();
    restoreScroll();
  }
}
