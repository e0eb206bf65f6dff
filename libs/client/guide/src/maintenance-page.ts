import { DOCUMENT, Location } from '@angular/common';
import { Component, inject } from '@angular/core';
import { SectionBar } from '@daiko/client-ui';

/**
 * The system cannot be reached or is under maintenance. The page is shown at the requested URL, so that a reload
 * tries again.
 */
@Component({
  selector: 'app-maintenance-page',
  imports: [SectionBar],
  host: { class: 'stack' },
  template: `
    <ui-section-bar heading="現在、システムを利用できません" />
    <div class="stack stack--16 lead">
      <p>
        メンテナンス中か、システムにつながりにくくなっています。しばらく待ってから、もう一度お試しください。
      </p>
      <p>
        完了の表示が出ていた手続きは、受け付けられています。出ていなかった場合は、お手数ですが、もう一度入力してください。
      </p>
      <p>お急ぎの場合は、上位店へご連絡ください。</p>
    </div>
    <div class="actions">
      <button class="button button--primary" type="button" (click)="tryAgain()">もう一度試す</button>
    </div>
  `,
})
export class MaintenancePage {
  private readonly location = inject(Location);
  private readonly document = inject(DOCUMENT);

  protected tryAgain(): void {
    const { location } = this.document;
    if (this.location.path() === '/maintenance') location.assign('/');
    else location.reload();
  }
}
