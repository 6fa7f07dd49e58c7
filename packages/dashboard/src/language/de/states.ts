import type { Catalogue, Translated } from '../catalogue.ts';

export const states: Translated<Catalogue['states']> = {
  up: 'Erreichbar',
  degraded: 'Beeinträchtigt',
  down: 'Ausgefallen',
  unknown: 'Unbekannt',
  paused: 'Pausiert',
  maintenance: 'Wartung',
  downIn: 'Ausgefallen in {regions}',
  downOnlyIn: 'Nur in {regions} ausgefallen',
  degradedIn: 'Beeinträchtigt in {regions}',
  degradedOnlyIn: 'Nur in {regions} beeinträchtigt',
  since: 'seit {time}',
};
