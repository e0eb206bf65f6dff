import { DOCUMENT } from '@angular/common';
import { afterNextRender, Component, computed, effect, inject, Injector, signal } from '@angular/core';
import { IMPORT_FILE_NAMES, IMPORT_FILES, type ImportFileName } from '@daiko/contracts';
import { CheckActions, FailureNotice, SubmitState, TypedForm } from '@daiko/client-forms';
import {
  Control,
  ErrorSummary,
  fetched,
  Field,
  formatDateTime,
  LoadState,
  Notice,
  SectionBar,
  type FieldError,
} from '@daiko/client-ui';
import { ImportClient, type ExportFiles } from './import-client';
import { ImportRunView } from './import-run-view';
import { faultOf, filesByName, isOpen, outcomeText, sizeText } from './import-words';
import { Refresh } from './refresh';

/** 以前のシステムからの取り込み: the three files, a dry run, the import, and the results of earlier runs. */
@Component({
  selector: 'app-import-page',
  imports: [
    CheckActions,
    Control,
    ErrorSummary,
    FailureNotice,
    Field,
    ImportRunView,
    LoadState,
    Notice,
    SectionBar,
    TypedForm,
  ],
  providers: [Refresh, SubmitState],
  templateUrl: './import-page.html',
})
export class ImportPage {
  private readonly client = inject(ImportClient);
  private readonly refresh = inject(Refresh);
  private readonly document = inject(DOCUMENT);
  private readonly injector = inject(Injector);
  protected readonly submits = inject(SubmitState);
  protected readonly overview = fetched(() => this.client.overview());
  protected readonly upload = computed(() => this.overview.value()?.upload ?? null);
  protected readonly runs = computed(() => this.overview.value()?.runs ?? []);
  protected readonly openRun = computed(() => this.runs().find(isOpen) ?? null);
  protected readonly ended = computed(() => this.runs().filter((run) => !isOpen(run)));
  protected readonly uploadedAt = computed(() => formatDateTime(this.upload()?.uploadedAt ?? ''));

  /** 確認 between the button and the import, because the import cannot be undone. */
  protected readonly isChecking = signal(false);
  /** The result of the last dry run with these files. */
  protected readonly tried = computed(() => {
    const since = Date.parse(this.upload()?.uploadedAt ?? '');
    const last = this.ended().find(({ isDry, startedAt }) => isDry && Date.parse(startedAt) >= since);
    return last?.state === 'done' ? outcomeText(last) : 'まだ試していません';
  });

  protected readonly names = IMPORT_FILE_NAMES;
  protected readonly files = IMPORT_FILES;
  protected readonly sizeText = sizeText;
  protected readonly chosen = signal<Partial<Record<ImportFileName, File>>>({});
  /** Bytes sent so far, of all files; null while nothing is being sent. */
  protected readonly sent = signal<number | null>(null);
  private readonly stopped = signal(false);
  protected readonly total = computed(() =>
    this.names.reduce((sum, name) => sum + (this.chosen()[name]?.size ?? 0), 0),
  );

  constructor() {
    // When a run ends, its notice disappears, and the focus is lost with it.
    effect(() => {
      if (this.openRun() === null) this.focusStep((focused) => focused === this.document.body);
    });
    this.refresh.start(() => (this.sent() === null ? this.overview.reload() : Promise.resolve()));
  }

  protected choose({ target }: Event): void {
    const input = target as HTMLInputElement;
    this.take([...(input.files ?? [])]);
    // So that the same file can be chosen again after it was corrected.
    input.value = '';
  }

  protected drop(event: DragEvent): void {
    event.preventDefault();
    this.take([...(event.dataTransfer?.files ?? [])]);
  }

  private take(files: readonly File[]): void {
    this.submits.clear();
    this.chosen.update((all) => ({ ...all, ...filesByName(files) }));
  }

  protected send(): Promise<boolean> {
    const faults = this.names.flatMap((name): FieldError[] => {
      const fault = faultOf(this.chosen()[name]);
      return fault === undefined ? [] : [{ fieldId: 'files', text: `${this.files[name]}: ${fault}` }];
    });
    return this.attempt('upload', faults, async () => {
      const id = this.upload()?.id ?? (await this.client.open(this.chosen() as ExportFiles));
      await this.sendAll(id, this.chosen() as ExportFiles).finally(() => this.sent.set(null));
      if (!this.stopped()) this.chosen.set({});
    });
  }

  private async sendAll(id: string, files: ExportFiles): Promise<void> {
    let before = 0;
    this.stopped.set(false);
    this.sent.set(0);
    for (const name of this.names) {
      await this.client.send(id, name, files[name], (bytes) => {
        this.sent.set(before + bytes);
        return !this.stopped();
      });
      before += files[name].size;
    }
    if (this.stopped()) await this.client.discard(id);
  }

  /** Stops the upload after the current piece; the pieces that were sent are deleted. */
  protected stop(): void {
    this.stopped.set(true);
  }

  protected check(isChecking: boolean): void {
    this.submits.clear();
    this.isChecking.set(isChecking);
    this.focusStep();
  }

  protected start(isDry: boolean): Promise<boolean> {
    const { id = '' } = this.upload() ?? {};
    return this.attempt('run', [], () => this.client.start(id, isDry));
  }

  protected discard(): Promise<boolean> {
    const { id = '' } = this.upload() ?? {};
    return this.attempt('run', [], () => this.client.discard(id));
  }

  private attempt(at: string, refused: FieldError[], send: () => Promise<void>): Promise<boolean> {
    return this.submits.attempt({
      at,
      refused,
      send,
      accepted: async () => {
        this.isChecking.set(false);
        await this.overview.reload();
        this.focusStep();
      },
      places: { customers: 'files', contacts: 'files', logins: 'files' },
    });
  }

  /**
   * Each step disappears together with the button that was pressed there.
   * @param isLost decides whether the focus is lost, given the focused element
   */
  private focusStep(isLost: (focused: Element | null) => boolean = () => true): void {
    const focus = () => {
      if (isLost(this.document.activeElement)) this.document.getElementById('import-step')?.focus();
    };
    afterNextRender({ read: focus }, { injector: this.injector });
  }
}
