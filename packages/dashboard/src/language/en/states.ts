/** How things stand, as a word and as a sentence. */
export const states = {
  up: 'Up',
  degraded: 'Degraded',
  down: 'Down',
  unknown: 'Unknown',
  paused: 'Paused',
  maintenance: 'Maintenance',
  downIn: 'Down in {regions}',
  downOnlyIn: 'Down in {regions} only',
  degradedIn: 'Degraded in {regions}',
  degradedOnlyIn: 'Degraded in {regions} only',
  since: 'since {time}',
} as const;
