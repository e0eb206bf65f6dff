import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { OPERATOR_NAME } from '@daiko/contracts';

@Component({
  selector: 'app-page-footer',
  imports: [RouterLink],
  template: `
    <footer class="footer">
      <div class="footer__inner">
        <p>{{ operator }}</p>
        <ul class="footer__links">
          <li><a routerLink="/announcements/2026-login">ログイン情報の4つの変更</a></li>
          <li><a routerLink="/help">ヘルプ</a></li>
        </ul>
      </div>
    </footer>
  `,
})
export class PageFooter {
  protected readonly operator = OPERATOR_NAME;
}
