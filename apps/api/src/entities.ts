import { authEntities } from '@daiko/server-auth';
import { customerEntities } from '@daiko/server-customer';
import { legacyEntities } from '@daiko/server-legacy';
import { notificationEntities } from '@daiko/server-notification';
import { pinEntities } from '@daiko/server-pin';

/** Every entity there is; the drift test holds them against the migrations. */
export const entities = [
  ...authEntities,
  ...pinEntities,
  ...customerEntities,
  ...legacyEntities,
  ...notificationEntities,
];
