import { Component } from '@angular/core';
import { SectionBar } from '@daiko/client-ui';

@Component({
  selector: 'app-gallery',
  imports: [SectionBar],
  template: `
    <main class="page stack stack--32" id="main">
      <ui-section-bar heading="部品一覧" />
    </main>
  `,
})
export class Gallery {}
