import type { Catalogue, Translated } from '../catalogue.ts';

export const states: Translated<Catalogue['states']> = {
  up: 'Erreichbar',
  degraded: 'Beeinträchtigt',
  down: 'Ausgefallen',
  unknown: 'Unbekannt',
  paused: 'Pausiert',
  maintenance: 'Wartung',
  downIn: 'Ausgefallen in {regions}',
  degradedIn: 'Beeinträchtigt in {regions}',
  since: 'seit {time}',
};
