import { Component } from '@angular/core';
import { SectionBar } from '@daiko/client-ui';
import { GalleryForms } from './gallery-forms';
import { GalleryMessages } from './gallery-messages';
import { GalleryProcedures } from './gallery-procedures';
import { GalleryPanels } from './gallery-panels';

/** Every part in every state, for viewing and testing. Only development builds lead here. */
@Component({
  selector: 'app-gallery',
  imports: [GalleryForms, GalleryMessages, GalleryPanels, GalleryProcedures, SectionBar],
  template: `
    <main class="page stack stack--40" id="main">
      <ui-section-bar heading="部品一覧">
        <p class="bar__aside">すべての部品を、すべての状態で</p>
      </ui-section-bar>
      <app-gallery-messages />
      <app-gallery-forms />
      <app-gallery-procedures />
      <app-gallery-panels />
    </main>
  `,
})
export class Gallery {}
