import type { Catalogue, Translated } from '../catalogue.ts';

export const environments: Translated<Catalogue['environments']> = {
  title: 'Umgebungen',
  lead: 'Dieselben Einstellungen für einen anderen Ort: Produktion, Test. Ihre Variablen werden eingesetzt, wo Einstellungen sie nennen.',
  new: 'Neue Umgebung',
  make: 'Anlegen',
  made: '{name} ist da. Monitore können nun darin sein.',
  saved: '{name} ist geändert',
  deleted: '{name} ist gelöscht',
  name: 'Name',
  slug: 'Kurzname',
  slugHint: 'So nennen Dateien und Adressen sie: kleine Buchstaben, Ziffern, Striche. Er bleibt.',
  variables: 'Variablen',
  variablesHint: 'Einstellungen nennen sie: {example}',
  variableCount: { one: '{count} Variable', other: '{count} Variablen' },
  isDefault: 'Die Vorgabe: für Monitore und Gruppen, die keine nennen',
  default: 'Vorgabe',
  usedBy: 'Wer darin ist',
  usedByNone: 'Kein Monitor und keine Gruppe nennt sie.',
  group: 'Gruppe: {name}',
  deleteTitle: '{name} löschen?',
  deleteHint: 'Ihre Variablen gehen mit ihr.',
  emptyTitle: 'Noch keine Umgebungen',
  emptyHint:
    'Eine Umgebung gibt dem Namen, was sich von Ort zu Ort unterscheidet: ein Host, ein Port, ein Pfad. Ein kopierter Monitor sieht nach dem Test wie nach der Produktion.',
};
