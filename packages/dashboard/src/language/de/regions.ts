import type { Catalogue, Translated } from '../catalogue.ts';

export const regions: Translated<Catalogue['regions']> = {
  title: 'Regionen',
  lead: 'Von wo Upwatch prüft, und ob zählt, was dort zu sehen ist.',
  map: 'Weltkarte der Regionen',
  unplaced: 'Ohne Ort auf der Karte:',
  unplacedHint:
    'Eine Region, die wie ein Ort heißt (us-east, eu-west, frankfurt), findet ihren Platz von selbst: UPWATCH_REGION.',
  all: 'Alle Regionen',
  region: 'Region',
  sees: 'Sieht',
  lastLook: 'Letzter Blick',
  never: 'Noch nie',
  load: 'Last',
  loadOf: '{running} laufend, {queued} wartend',
  late: 'Beginnt später um',
  lateHint: 'Alle bis auf einen von hundert beginnen so bald (p99).',
  doubt: 'Eigener Zweifel',
  noDoubt: 'Keiner',
  own: 'dieser Server',
  wellMark: 'Prüft',
  doubtMark: 'Zweifelt an sich',
  idleMark: 'Hat noch nicht geprüft',
  importedMark: 'Von früher: niemand prüft von dort',
  onlyOne:
    'Eine Region sieht nur einen Ausschnitt. Ob eine Website für alle ausgefallen ist, zeigt erst ein zweiter Ort.',
};
