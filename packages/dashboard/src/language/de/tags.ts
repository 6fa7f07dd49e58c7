import type { Catalogue, Translated } from '../catalogue.ts';

export const tags: Translated<Catalogue['tags']> = {
  title: 'Schlagwörter',
  lead: 'Wörter, die Monitore zusammenbringen: für Filter, Regeln und Wartung.',
  new: 'Neues Schlagwort',
  name: 'Name',
  color: 'Farbe',
  make: 'Anlegen',
  edit: '{name} bearbeiten',
  delete: '{name} löschen',
  made: '{name} ist da',
  saved: '{name} ist geändert',
  deleted: '{name} ist gelöscht',
  deleteTitle: '{name} löschen?',
  deleteHint: 'Was mit ihm verloren geht:',
  losesMonitors: { one: '{count} Monitor hat es nicht mehr', other: '{count} Monitore haben es nicht mehr' },
  losesNothing: 'Kein Monitor hat es.',
  losesPolicy: 'Die Regel {name} nennt es und passt auf keinen davon mehr',
  emptyTitle: 'Noch keine Schlagwörter',
  emptyHint:
    'Ein Schlagwort steht an Monitoren: production, payments, kunde-7. Listen filtern danach, Regeln und Wartung können dafür gelten.',
};
