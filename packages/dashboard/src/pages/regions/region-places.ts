/**
 * Where on earth a region is, by its name: regions are called as places are, with the numbers and prefixes that clouds give
 * them (`us-east`, `eu-west-1`, `aws-ap-southeast-2`, `frankfurt`). Degrees; the middle of what the name means is near enough.
 */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** Names of parts and of cities, each in small letters with dashes. */
const PLACES: ReadonlyMap<string, readonly [latitude: number, longitude: number]> = new Map(
  Object.entries({
    us: [39, -98],
    'us-east': [38, -78],
    'us-west': [40, -121],
    'us-central': [41, -94],
    'us-south': [31, -97],
    'us-north': [45, -94],
    ca: [50, -90],
    'ca-east': [45, -73],
    'ca-west': [51, -114],
    'ca-central': [45, -75],
    mx: [20, -100],
    sa: [-15, -56],
    'sa-east': [-23, -46],
    'sa-west': [-33, -70],
    eu: [49, 12],
    'eu-west': [53, -6],
    'eu-central': [50, 9],
    'eu-north': [60, 18],
    'eu-south': [42, 13],
    'eu-east': [52, 21],
    uk: [52, -1],
    af: [3, 20],
    'af-south': [-34, 18],
    'af-north': [30, 31],
    'af-west': [6, 3],
    'af-east': [-1, 37],
    me: [25, 50],
    'me-central': [25, 55],
    'me-south': [26, 50],
    'me-west': [32, 35],
    ap: [20, 105],
    'ap-south': [19, 73],
    'ap-southeast': [1, 104],
    'ap-northeast': [36, 140],
    'ap-east': [22, 114],
    au: [-26, 134],
    'au-east': [-34, 151],
    'au-southeast': [-38, 145],
    nz: [-37, 175],
    amsterdam: [52, 5],
    ashburn: [39, -77],
    athens: [38, 24],
    auckland: [-37, 175],
    bangalore: [13, 78],
    beijing: [40, 116],
    berlin: [53, 13],
    bogota: [5, -74],
    boston: [42, -71],
    brussels: [51, 4],
    chicago: [42, -88],
    copenhagen: [56, 13],
    dallas: [33, -97],
    delhi: [29, 77],
    denver: [40, -105],
    dubai: [25, 55],
    dublin: [53, -6],
    falkenstein: [50, 12],
    frankfurt: [50, 9],
    geneva: [46, 6],
    helsinki: [60, 25],
    'hong-kong': [22, 114],
    istanbul: [41, 29],
    jakarta: [-6, 107],
    johannesburg: [-26, 28],
    lagos: [6, 3],
    lisbon: [39, -9],
    london: [51, 0],
    'los-angeles': [34, -118],
    madrid: [40, -4],
    melbourne: [-38, 145],
    miami: [26, -80],
    milan: [45, 9],
    montreal: [46, -74],
    mumbai: [19, 73],
    munich: [48, 12],
    nairobi: [-1, 37],
    'new-york': [41, -74],
    nuremberg: [49, 11],
    osaka: [35, 136],
    oslo: [60, 11],
    paris: [49, 2],
    prague: [50, 14],
    'san-francisco': [38, -122],
    santiago: [-33, -71],
    'sao-paulo': [-24, -47],
    seattle: [48, -122],
    seoul: [38, 127],
    shanghai: [31, 121],
    singapore: [1, 104],
    stockholm: [59, 18],
    sydney: [-34, 151],
    'tel-aviv': [32, 35],
    tokyo: [36, 140],
    toronto: [44, -79],
    vienna: [48, 16],
    warsaw: [52, 21],
    zurich: [47, 9],
  } as const),
);

/** Other words for the same part of the world. */
const ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    america: 'us',
    northamerica: 'us',
    usa: 'us',
    canada: 'ca',
    mexico: 'mx',
    southamerica: 'sa',
    brazil: 'sa-east',
    brazilsouth: 'sa-east',
    europe: 'eu',
    gb: 'uk',
    asia: 'ap',
    apac: 'ap',
    india: 'ap-south',
    japan: 'ap-northeast',
    africa: 'af',
    australia: 'au',
    oceania: 'au',
    nyc: 'new-york',
    lax: 'los-angeles',
    sfo: 'san-francisco',
    sea: 'seattle',
    ord: 'chicago',
    dfw: 'dallas',
    iad: 'ashburn',
    lon: 'london',
    lhr: 'london',
    fra: 'frankfurt',
    ams: 'amsterdam',
    cdg: 'paris',
    mad: 'madrid',
    waw: 'warsaw',
    hel: 'helsinki',
    fsn: 'falkenstein',
    nbg: 'nuremberg',
    sin: 'singapore',
    sgp: 'singapore',
    nrt: 'tokyo',
    hnd: 'tokyo',
    hkg: 'hong-kong',
    bom: 'mumbai',
    blr: 'bangalore',
    syd: 'sydney',
    gru: 'sao-paulo',
    jnb: 'johannesburg',
    eastus: 'us-east',
    westus: 'us-west',
    centralus: 'us-central',
    northeurope: 'dublin',
    westeurope: 'amsterdam',
  }),
);

/** As many words name a place at most: `san-francisco`. */
const WORDS_MAX = 2;
/** `eu-west-1a`, `fra1` */
const NUMBER = /\d+[a-z]?$/;

/** @returns undefined for a name that says of no place: it is listed beside the map */
export function placeOf(region: string): Place | undefined {
  const words = region
    .toLowerCase()
    .split(/[^\da-z]+/)
    .map((word) => word.replace(NUMBER, ''))
    .flatMap((word) => ALIASES.get(word)?.split('-') ?? word)
    .filter((word) => word !== '');
  // The longest says the most: `us-east` before `us`.
  for (let length = WORDS_MAX; length > 0; length--) {
    for (let at = 0; at + length <= words.length; at++) {
      const [latitude, longitude] = PLACES.get(words.slice(at, at + length).join('-')) ?? [];
      if (latitude !== undefined && longitude !== undefined) return { latitude, longitude };
    }
  }
  return undefined;
}
