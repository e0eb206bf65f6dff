import { isLoginIdTaken } from '@daiko/server-auth';

/** Two customers may want one address at once: the database gives it to the first, the other is refused. */
export async function refuseTaken<T>(work: Promise<T>, refusal: () => Error): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw isLoginIdTaken(error) ? refusal() : error;
  }
}
