import type { Catalogue, Translated } from '../catalogue.ts';

export const secrets: Translated<Catalogue['secrets']> = {
  title: 'Geheimnisse',
  lead: 'Token und Passwörter, die Monitore benutzen. Sie liegen versiegelt auf dem Server, und keine Seite zeigt sie.',
  new: 'Neues Geheimnis',
  key: 'Name',
  keyHint: 'Einstellungen nennen es: {example}',
  value: 'Wert',
  valueHint: 'Ist er einmal behalten, wird er nie wieder gezeigt.',
  make: 'Behalten',
  made: '{name} ist behalten',
  replace: 'Ersetzen',
  replaceNamed: '{name} ersetzen',
  replaceHint: 'Jeder Monitor, der es benutzt, wird sofort mit dem neuen Wert geprüft. Der alte ist weg.',
  replaced: '{name} ist ersetzt',
  deleteNamed: '{name} löschen',
  changed: 'Geändert',
  usedBy: 'Benutzt von',
  unused: 'Nichts benutzt es',
  andMore: { one: 'und {count} weiterer', other: 'und {count} weitere' },
  deleted: '{name} ist gelöscht',
  deleteTitle: '{name} löschen?',
  deleteHint: 'Sein Wert ist endgültig weg.',
  emptyTitle: 'Noch keine Geheimnisse',
  emptyHint:
    'Ein Monitor, der sich anmeldet, braucht ein Token oder Passwort. Behalten Sie es hier, nennen Sie es in Einstellungen, ersetzen Sie es an einer Stelle.',
};
