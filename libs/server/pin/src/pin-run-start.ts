import type { PinPurpose } from '@daiko/contracts';
import type { DecoyDestination, Typed } from './decoy/decoy-list.service';

/** The data that 確認 passes on. */
export interface RunStart {
  purpose: PinPurpose;
  /** Null when the pair belongs to no customer; the run then becomes a decoy. */
  customerId: string | null;
  /** The typed pair, in exact form. */
  typed: Typed;
  /** Where the request came from (clientAddress). */
  address: string;
  /** The previous run of this browser, which ends. */
  replaces?: string;
}

/** The data that 確認 has found out when the run is recorded. */
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
