import { authEntities } from '@daiko/server-auth';
import { customerEntities } from '@daiko/server-customer';
import { legacyEntities } from '@daiko/server-legacy';
import { notificationEntities } from '@daiko/server-notification';
import { pinEntities } from '@daiko/server-pin';

/** All entities; the drift test compares them with the migrations. */
export const entities = [
  ...authEntities,
  ...pinEntities,
  ...customerEntities,
  ...legacyEntities,
  ...notificationEntities,
];
