/** How a check asks over the one connection, or the one client, that the application has. */
import type { CheckFailure } from '../check-failure.ts';
import { noAnswer } from './network-failure.ts';
import { oneAtATime, within } from './within.ts';

interface Asking {
  /** What is said when all is well: where the server is. */
  readonly place: string;
  /** What is asked, in the words of a failure. */
  readonly question: string;
  readonly ask: () => PromiseLike<unknown>;
  readonly failureOf: (error: unknown, place: string) => CheckFailure;
}

export function askingOne({ place, question, ask, failureOf }: Asking): (signal: AbortSignal) => Promise<string> {
  const askOnce = oneAtATime(ask);
  return async (signal) => {
    try {
      await within(signal, askOnce(), () => noAnswer(place, question));
    } catch (error) {
      throw failureOf(error, place);
    }
    return place;
  };
}
