/** How things stand, as a word and as a sentence. */
export const states = {
  up: 'Up',
  degraded: 'Degraded',
  down: 'Down',
  unknown: 'Unknown',
  paused: 'Paused',
  maintenance: 'Maintenance',
  downIn: 'Down in {regions}',
  degradedIn: 'Degraded in {regions}',
  since: 'since {time}',
} as const;
