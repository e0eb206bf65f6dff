import { Location } from '@angular/common';
import { computed, inject, Service } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { map, pairwise } from 'rxjs';

/**
 * The steps of お客様登録 in the URL. Each step has its own history entry, so that the browser's Back leads to the
 * previous step and a reload stays at the current step. Provided by the page.
 */
@Service({ autoProvided: false })
export class RegistrationSteps {
  private readonly location = inject(Location);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly address = toSignal(this.route.queryParamMap, {
    initialValue: this.route.snapshot.queryParamMap,
  });
  /** Whether the history entry before 確認 is 入力. */
  private readonly cameFromInput = toSignal(
    this.route.queryParamMap.pipe(
      map((address) => address.get('step')),
      pairwise(),
      map(([before, now]) => before === null && now === 'check'),
    ),
    { initialValue: false },
  );

  /** The step in the URL; without a step it is 入力. */
  readonly wanted = computed(() => this.address().get('step'));

  async goToCheck(): Promise<void> {
    await this.go('check');
  }

  /** Replaces 確認 in the history, because a registered customer must not be checked again. */
  async goToDone(): Promise<void> {
    await this.go('done', true);
  }

  async goToInput(): Promise<void> {
    await this.go(null);
  }

  /** From 確認, like the browser's Back. After a reload of 確認 the previous history entry is unknown. */
  async goBack(): Promise<void> {
    if (this.cameFromInput()) this.location.back();
    else await this.go(null, true);
  }

  private async go(step: 'check' | 'done' | null, replaceUrl = false): Promise<void> {
    await this.router.navigate([], { relativeTo: this.route, queryParams: { step }, replaceUrl });
  }
}
