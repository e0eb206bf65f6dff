import { isLoginIdTaken } from '@daiko/server-auth';

/**
 * Two customers may want the same address at the same time. The database gives it to the first one, and the other one
 * gets the refusal.
 */
export async function refuseTaken<T>(work: Promise<T>, refusal: () => Error): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw isLoginIdTaken(error) ? refusal() : error;
  }
}
