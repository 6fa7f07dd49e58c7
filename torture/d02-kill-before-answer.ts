import { outages } from './one-outage.ts';
import type { TortureRow } from './row.ts';

/** Row D02: the alert is on its way and unanswered when the server dies. */
export const killBeforeAnswer: TortureRow = {
  name: 'd02',
  promise: 'an alert whose sending was cut off is sent again within 30 s, under the same key, at most twice in all',
  rounds: 50,
  run: (given) =>
    outages(given, (kill) => (_, response) => {
      setTimeout(kill, Math.random() * 500);
      response.on('error', () => undefined);
    }),
};
