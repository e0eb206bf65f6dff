export * from './decoy/contact-statistics.store';
export * from './guess.limit';
import { PinChallenge } from './pin-challenge.entity';

export { PinChallenge } from './pin-challenge.entity';
export * from './pin-issue.service';
export type { FollowingMail, RunStart } from './pin-run-start';
export * from './pin-run.service';
export * from './pin.module';
export * from './pin.service';
export { runToken } from './run.guard';

export const pinEntities = [PinChallenge];
