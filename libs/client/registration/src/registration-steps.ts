import { Location } from '@angular/common';
import { computed, inject, Service } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { map, pairwise } from 'rxjs';

/**
 * The steps of お客様登録 in the address. Each has a history entry of its own, so that the browser's Back leads to the step
 * before and a reload stays at the step. Provided by the page.
 */
@Service({ autoProvided: false })
export class RegistrationSteps {
  private readonly location = inject(Location);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly address = toSignal(this.route.queryParamMap, {
    initialValue: this.route.snapshot.queryParamMap,
  });
  /** Whether the history entry before 確認 is that of 入力. */
  private readonly cameFromInput = toSignal(
    this.route.queryParamMap.pipe(
      map((address) => address.get('step')),
      pairwise(),
      map(([before, now]) => before === null && now === 'check'),
    ),
    { initialValue: false },
  );

  /** What the address asks for; 入力 is asked for by nothing. */
  readonly wanted = computed(() => this.address().get('step'));

  async goToCheck(): Promise<void> {
    await this.go('check');
  }

  /** In place of 確認: what was registered is not to be checked again. */
  async goToDone(): Promise<void> {
    await this.go('done', true);
  }

  async goToInput(): Promise<void> {
    await this.go(null);
  }

  /** From 確認, as the browser's Back; after a reload of 確認 nobody knows what comes before it. */
  async goBack(): Promise<void> {
    if (this.cameFromInput()) this.location.back();
    else await this.go(null, true);
  }

  private async go(step: 'check' | 'done' | null, replaceUrl = false): Promise<void> {
    await this.router.navigate([], { relativeTo: this.route, queryParams: { step }, replaceUrl });
  }
}
