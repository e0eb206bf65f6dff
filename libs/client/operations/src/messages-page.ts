import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  CHANNEL_NAMES,
  MESSAGE_KIND_NAMES,
  MESSAGE_KINDS,
  type MessageFault,
  type MessagePreview,
} from '@daiko/contracts';
import { Badge, Card, fetched, LoadState, Notice, SectionBar } from '@daiko/client-ui';
import { OperationsClient } from './operations-client';

export const FAULT_TEXTS: Record<MessageFault, string> = {
  sms_too_long: '70文字を超えるため、2通以上の料金になります',
  subject_too_long: '件名が40文字を超えています',
  voice_too_long: '1回の読み上げが30秒を超えます',
  deadline_missing: '有効期限の記載がありません',
  secret_in_subject: '件名にPINコードまたはリンクが入っています',
};

/** 通知文の一覧: every message for every channel as it is sent, and what is wrong with it. */
@Component({
  selector: 'app-messages-page',
  imports: [Badge, Card, LoadState, Notice, RouterLink, SectionBar],
  templateUrl: './messages-page.html',
})
export class MessagesPage {
  private readonly client = inject(OperationsClient);
  protected readonly previews = fetched(() => this.client.messages());
  protected readonly kinds = MESSAGE_KIND_NAMES;
  protected readonly channels = CHANNEL_NAMES;
  protected readonly faults = FAULT_TEXTS;
  protected readonly groups = computed(() => {
    const all = this.previews.value()?.previews ?? [];
    return MESSAGE_KINDS.map((kind) => ({ kind, previews: all.filter((preview) => preview.kind === kind) }));
  });
  protected readonly faulty = computed(
    () => this.previews.value()?.previews.filter(({ faults }) => faults.length > 0) ?? [],
  );

  /** `63文字・1通`, `126文字`. */
  protected sizeOf({ characters, segments }: MessagePreview): string {
    return segments === null ? `${characters}文字` : `${characters}文字・${segments}通`;
  }
}
