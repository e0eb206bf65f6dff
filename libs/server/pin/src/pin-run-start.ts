import type { PinPurpose } from '@daiko/contracts';
import type { DecoyDestination, Typed } from './decoy/decoy-list.service';

/** What 確認 hands over. */
export interface RunStart {
  purpose: PinPurpose;
  /** Null when the pair is nobody's: the run becomes a decoy. */
  customerId: string | null;
  /** What was typed, in exact form. */
  typed: Typed;
  /** Where the request came from (clientAddress). */
  address: string;
  /** The run this browser had before; it ends. */
  replaces?: string;
}

/** What 確認 has found out by the time the run is recorded. */
export interface NewRun {
  token: string;
  subject: Buffer;
  decoys: DecoyDestination[];
  muted: boolean;
}

/** The mail that follows a right PIN, as the page shows it. */
export interface FollowingMail {
  sentToMasked: string;
  notificationId: string;
  expiresAt: Date;
}
