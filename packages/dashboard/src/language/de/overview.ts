import type { Catalogue, Translated } from '../catalogue.ts';

export const overview: Translated<Catalogue['overview']> = {
  title: 'Übersicht',
  allUp: 'Alles ist erreichbar',
  isDown: { one: '{count} Monitor ist ausgefallen', other: '{count} Monitore sind ausgefallen' },
  isDegraded: { one: '{count} Monitor ist beeinträchtigt', other: '{count} Monitore sind beeinträchtigt' },
  notYet: 'Noch ist nichts bekannt',
  summary: { one: '{count} Monitor wird beobachtet', other: '{count} Monitore werden beobachtet' },
  wrongNow: 'Jetzt gestört',
  acknowledged: '{name} kümmert sich',
  acknowledge: 'Übernehmen',
  acknowledgeDone: 'Sie kümmern sich. Sonst wird niemand gerufen.',
  flapping: 'kommt und geht',
  byHand: 'von Hand eröffnet',
  counts: 'In Zahlen',
  uptime24h: 'Verfügbarkeit 24 h',
  uptime30d: 'Verfügbarkeit 30 T',
  mttr: 'Mittlere Zeit bis zur Behebung',
  resolvedToday: 'Heute behoben',
  groups: 'Gruppen',
  groupMembers: { one: '{count} Mitglied', other: '{count} Mitglieder' },
  tags: 'Schlagwörter',
  noTags:
    'Schlagwörter bringen zusammen, was zusammengehört: Wählen Sie Monitore in der Liste aus und geben Sie ihnen eines.',
  nothingYet: 'Noch wird nichts überwacht',
  nothingYetHint: 'Sobald ein Mitglied einen Monitor anlegt, steht er hier.',
};
