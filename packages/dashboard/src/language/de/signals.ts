import type { Catalogue, Translated } from '../catalogue.ts';

export const signals: Translated<Catalogue['signals']> = {
  title: 'Signale',
  none: 'Sein Job hat sich noch nicht gemeldet. Er ruft die Ping-Adresse auf, wenn er fertig ist.',
  start: 'Begonnen',
  success: 'Fertig',
  failure: 'Fehlgeschlagen',
  log: 'Gesagt',
  exitCode: 'Exit-Code {code}',
  run: 'Lauf {id}',
  older: 'Ältere zeigen',
};
