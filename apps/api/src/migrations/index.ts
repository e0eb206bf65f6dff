import { CreateCore20261122000000 } from './20261122-create-core';
import { NoteSpokenCalls20261122132500 } from './20261122132500-note-spoken-calls';
import { LegacyLogin20261122132600 } from './20261122132600-legacy-login';
import { CreateAudit20261122132700 } from './20261122132700-create-audit';
import { GuardProviders20261122134500 } from './20261122134500-guard-providers';
import { NetworkScope20261122132800 } from './20261122132800-network-scope';
import { AddOperations20261122133000 } from './20261122133000-add-operations';
import { SetUpLogins20261122134600 } from './20261122134600-set-up-logins';
import { LimitCost20261122140000 } from './20261122140000-limit-cost';
import { Roles20261122140100 } from './20261122140100-roles';
import { NetworkSearch20261122140200 } from './20261122140200-network-search';
import { ConsolidateLogins20261122140300 } from './20261122140300-consolidate-logins';
import { AcknowledgeChanges20261122141500 } from './20261122141500-acknowledge-changes';
import { ShowProcessesRows20261122141700 } from './20261122141700-show-processes-rows';
import { EvenTimes20261122141600 } from './20261122141600-even-times';
import { OwnRecord20261122143500 } from './20261122143500-own-record';
import { ImportLegacy20261122144500 } from './20261122144500-import-legacy';

export { QUEUE_GRANTS } from './20261122140100-roles';
import { CreateRegistration20261122140100 } from './20261122140100-create-registration';
import { FollowUp20261122142500 } from './20261122142500-follow-up';
import { GrantDeletes20261122145300 } from './20261122145300-grant-deletes';
import { Campaign20261122145500 } from './20261122145500-campaign';
import { MoveWithoutWaiting20261122165000 } from './20261122165000-move-without-waiting';
import { KnownDevice20261122171500 } from './20261122171500-known-device';
import { TellApprovers20261122173000 } from './20261122173000-tell-approvers';
import { Passkeys20261122174500 } from './20261122174500-passkeys';
import { PinWork20261122180200 } from './20261122180200-pin-work';
import { UploadImports20261122181500 } from './20261122181500-upload-imports';
import { OldLoginsStayShut20261129194200 } from './20261129194200-old-logins-stay-shut';
import { OperatorsBelowHeadOffice20261129194300 } from './20261129194300-operators-below-head-office';
import { WakeWaitingMessages20261129203100 } from './20261129203100-wake-waiting-messages';
import { DecoysLikeRealLists20261129195000 } from './20261129195000-decoys-like-real-lists';
import { ImportOrigin20261129194500 } from './20261129194500-import-origin';
import { LeastRights20261129203500 } from './20261129203500-least-rights';
import { EndForGood20261129201500 } from './20261129201500-end-for-good';
import { SealUploads20261129200500 } from './20261129200500-seal-uploads';
import { IndependentSecondPerson20261129200000 } from './20261129200000-independent-second-person';
import { BegunContactsGo20261129203300 } from './20261129203300-begun-contacts-go';
import { OperatorsNeedTwo20261129204200 } from './20261129204200-operators-need-two';
import { CloseGuessedPasswords20261129204200 } from './20261129204200-close-guessed-passwords';
import { DecoysWithTimes20261129211000 } from './20261129211000-decoys-with-times';
import { RefuseOperators20261130002000 } from './20261130002000-refuse-operators';
import { CustomersOwnYes20261130003000 } from './20261130003000-customers-own-yes';
import { CallsThatMachinesAnswer20261130010000 } from './20261130010000-calls-that-machines-answer';
import { MailOfAConsolidation20261130011000 } from './20261130011000-mail-of-a-consolidation';
import { DealerFigure20261130013000 } from './20261130013000-dealer-figure';
import { AnswerAtSize20261130014000 } from './20261130014000-answer-at-size';
import { LookUpStates20261130015000 } from './20261130015000-look-up-states';
import { FiguresByClass20261130021000 } from './20261130021000-figures-by-class';
import { RecentReminders20261130021100 } from './20261130021100-recent-reminders';
import { LighterMoves20261130021200 } from './20261130021200-lighter-moves';
import { IndexesByCustomer20261130123000 } from './20261130123000-indexes-by-customer';
import { ListsInOrder20261130132000 } from './20261130132000-lists-in-order';
import { ViewerReadOnce20261130140300 } from './20261130140300-viewer-read-once';
import { PasskeysInStages20261130203000 } from './20261130203000-passkeys-in-stages';
import { ListsOfRealRuns20261130234000 } from './20261130234000-lists-of-real-runs';

/** All migrations in order. A list, not a glob: what runs is what is read here. */
export const migrations = [
  CreateCore20261122000000,
  NoteSpokenCalls20261122132500,
  LegacyLogin20261122132600,
  CreateAudit20261122132700,
  NetworkScope20261122132800,
  AddOperations20261122133000,
  GuardProviders20261122134500,
  SetUpLogins20261122134600,
  LimitCost20261122140000,
  Roles20261122140100,
  NetworkSearch20261122140200,
  CreateRegistration20261122140100,
  ConsolidateLogins20261122140300,
  AcknowledgeChanges20261122141500,
  EvenTimes20261122141600,
  ShowProcessesRows20261122141700,
  FollowUp20261122142500,
  OwnRecord20261122143500,
  ImportLegacy20261122144500,
  GrantDeletes20261122145300,
  Campaign20261122145500,
  MoveWithoutWaiting20261122165000,
  KnownDevice20261122171500,
  TellApprovers20261122173000,
  Passkeys20261122174500,
  PinWork20261122180200,
  UploadImports20261122181500,
  OldLoginsStayShut20261129194200,
  OperatorsBelowHeadOffice20261129194300,
  WakeWaitingMessages20261129203100,
  DecoysLikeRealLists20261129195000,
  ImportOrigin20261129194500,
  LeastRights20261129203500,
  EndForGood20261129201500,
  SealUploads20261129200500,
  IndependentSecondPerson20261129200000,
  BegunContactsGo20261129203300,
  OperatorsNeedTwo20261129204200,
  CloseGuessedPasswords20261129204200,
  DecoysWithTimes20261129211000,
  RefuseOperators20261130002000,
  CustomersOwnYes20261130003000,
  CallsThatMachinesAnswer20261130010000,
  MailOfAConsolidation20261130011000,
  DealerFigure20261130013000,
  AnswerAtSize20261130014000,
  LookUpStates20261130015000,
  FiguresByClass20261130021000,
  RecentReminders20261130021100,
  LighterMoves20261130021200,
  IndexesByCustomer20261130123000,
  ListsInOrder20261130132000,
  ViewerReadOnce20261130140300,
  PasskeysInStages20261130203000,
  ListsOfRealRuns20261130234000,
];
