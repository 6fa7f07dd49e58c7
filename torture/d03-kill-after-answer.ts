import { outages } from './one-outage.ts';
import type { TortureRow } from './row.ts';

/** Row D03: the alert has been accepted, and the server dies before or while it writes that down. */
export const killAfterAnswer: TortureRow = {
  name: 'd03',
  promise: 'an alert accepted just before the server died is told once more at most, under the same key',
  rounds: 50,
  run: (given) =>
    outages(given, (kill) => (_, response) => {
      response.on('finish', kill);
      response.writeHead(200).end('ok');
    }),
};
