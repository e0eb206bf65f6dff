import { Component, computed, effect, input, signal } from '@angular/core';
import type { PasswordStrength } from './password-strength';

/** Milliseconds without a further key press before the password is checked. */
const PAUSE_MS = 250;

const WORDS = ['とても弱い', '弱い', 'ふつう', '強い', 'とても強い'] as const;

/** Shows how strong the typed password is, in words and bars. Its dictionaries are loaded at the first letter. */
@Component({
  selector: 'app-strength-meter',
  host: { class: 'strength', '[id]': 'meterId()' },
  template: `
    <p role="status">
      パスワードの強さ: <strong>{{ word() }}</strong>
    </p>
    <div [class]="'strength__bars strength__bars--' + level()" aria-hidden="true">
      @for (bar of bars; track bar) {
        <span class="strength__bar" [class.strength__bar--on]="bar <= score()"></span>
      }
    </div>
    <p class="muted mostly-empty">{{ advice() }}</p>
  `,
})
export class StrengthMeter {
  readonly meterId = input.required<string>();
  readonly password = input.required<string>();
  /** Words that an attacker would try first. */
  readonly personal = input<readonly string[]>([]);

  protected readonly bars = [1, 2, 3, 4];
  /** The last estimate stays while the next one is computed; otherwise the bars would flicker. */
  private readonly shown = signal<PasswordStrength | undefined>(undefined);
  protected readonly score = computed(() => this.shown()?.score ?? 0);
  /** Green means strong. */
  protected readonly level = computed(
    () => (['weak', 'weak', 'fair', 'strong', 'strong'] as const)[this.score()],
  );
  protected readonly word = computed(() => {
    const strength = this.shown();
    return strength ? WORDS[strength.score] : '入力すると表示します';
  });
  protected readonly advice = computed(() => {
    const strength = this.shown();
    if (!strength || strength.score === 4) return '';
    return strength.advice || 'あと数文字足すと、さらに推測されにくくなります。';
  });

  constructor() {
    effect((onCleanup) => {
      const password = this.password();
      const personal = this.personal();
      let isOvertaken = false;
      const judge = async () => {
        const strength = await estimate(password, personal);
        if (!isOvertaken) this.shown.set(strength);
      };
      const pause = setTimeout(() => void judge(), PAUSE_MS);
      onCleanup(() => {
        isOvertaken = true;
        clearTimeout(pause);
      });
    });
  }
}

async function estimate(
  password: string,
  personal: readonly string[],
): Promise<PasswordStrength | undefined> {
  if (password === '') return undefined;
  const { estimateStrength } = await import('./password-strength');
  return estimateStrength(password, personal);
}
