import { Component } from '@angular/core';
import { RouterLink, RouterOutlet } from '@angular/router';
import { PageFooter } from './page-footer';
import { ProductTitle } from './product-title';
import { SkipLink } from './skip-link';

/** The frame of the pages that need no login. */
@Component({
  selector: 'app-public-frame',
  imports: [PageFooter, ProductTitle, RouterLink, RouterOutlet, SkipLink],
  host: { class: 'frame' },
  template: `
    <app-skip-link />
    <header class="masthead">
      <div class="masthead__inner">
        <app-product-title path="/login" />
        <p class="only-pc no-print"><a routerLink="/announcements/2026-login">ログイン情報の4つの変更</a></p>
      </div>
    </header>
    <main class="page" id="main" tabindex="-1"><router-outlet /></main>
    <app-page-footer />
  `,
})
export class PublicFrame {}
