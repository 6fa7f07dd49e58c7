/** Regions: from where it is looked. */
export const regions = {
  title: 'Regions',
  lead: 'From where Upwatch looks, and whether what it sees there counts.',
  map: 'World map of the regions',
  unplaced: 'Without a place on the map:',
  unplacedHint:
    'A region that is called as people call places (us-east, eu-west, frankfurt) finds its place by itself: UPWATCH_REGION.',
  all: 'All regions',
  region: 'Region',
  sees: 'Sees',
  lastLook: 'Last look',
  never: 'Not yet',
  load: 'Load',
  loadOf: '{running} under way, {queued} waiting',
  late: 'Begins late by',
  lateHint: 'All but one in a hundred begin this soon (p99).',
  doubt: 'Its own doubt',
  noDoubt: 'None',
  own: 'this server',
  wellMark: 'Looks',
  doubtMark: 'Doubts itself',
  idleMark: 'Has not looked yet',
  importedMark: 'From before: nobody looks from there',
  onlyOne:
    'One region sees one side. Whether a site is down for everybody takes a second place to look from; probes in other regions are on their way.',
} as const;
