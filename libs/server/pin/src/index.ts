import { PinChallenge } from './pin-challenge.entity';

export { PinChallenge } from './pin-challenge.entity';
export { runToken } from './pin.controller';
export * from './pin-issue.service';
export * from './pin-run.service';
export * from './pin.module';
export * from './pin.service';

export const pinEntities = [PinChallenge];
