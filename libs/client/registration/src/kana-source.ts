import { Directive, output } from '@angular/core';
import { KanaReading } from './kana-reading';

/** Used on a name field: passes on the reading in カタカナ, part by part, as the input method reveals it. */
@Directive({
  selector: 'input[appKanaSource]',
  host: {
    '(compositionupdate)': 'reading.compose($event.data)',
    '(compositionend)': 'hear(reading.commit($event.data))',
    '(input)': 'hearBlank($event)',
  },
})
export class KanaSource {
  readonly appKanaSource = output<string>();
  protected readonly reading = new KanaReading();

  protected hear(part: string): void {
    if (part !== '') this.appKanaSource.emit(part);
  }

  /** The space between family name and given name. */
  protected hearBlank(event: Event): void {
    const { data, isComposing } = event as InputEvent;
    if (!isComposing && data !== null && /^[\s\u3000]$/.test(data)) this.appKanaSource.emit(' ');
  }
}
