import { settings, type Settings } from './settings';
import { relatedFaults } from './settings-faults';

/** Thrown at the start. It lists every invalid setting, one per line. */
export class SettingsError extends Error {
  constructor(readonly faults: string[]) {
    super(`The settings do not fit:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

/** All settings. They are read once at the start, checked and frozen, and injected wherever a setting is needed. */
export class AppConfig {
  readonly values: Readonly<Settings>;

  /**
   * @param environment names to values; only names of this system are read.
   * @throws SettingsError with all faults.
   */
  constructor(environment: Record<string, string | undefined>) {
    const known = Object.fromEntries(
      Object.entries(environment).filter(([name, value]) => name in settings.shape && value !== ''),
    );
    const strangers = Object.keys(environment).filter((name) => OURS.test(name) && !(name in settings.shape));
    const parsed = settings.safeParse(known);
    const faults = [
      ...strangers.map((name) => `${name}: no such setting`),
      ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`),
      ...(parsed.success ? relatedFaults(parsed.data) : []),
    ];
    if (!parsed.success || faults.length > 0) throw new SettingsError(faults);
    this.values = Object.freeze(parsed.data);
  }

  get inDevelopment(): boolean {
    return this.values.APP_ENV === 'development';
  }
}

/**
 * Names that can only be meant for this system. A misspelt name stops the start, instead of silently having no
 * effect.
 */
const OURS =
  /^(PASSKEYS|PIN|CAMPAIGN|VOICE|PROVIDER|BUDGET|RECOVERY|RUNS|VERIFICATIONS|SIGN_INS?|SESSIONS?|STEP_UP|SETUP|DEVICES|CONTACT|PEPPER|ARGON2|TWILIO|SMTP|SECRET|QUEUE|DATABASE|PUBLIC|HEAD_OFFICE)_/;
