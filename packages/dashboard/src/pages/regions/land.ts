/**
 * The land of the earth as dots, for a map that is light and says no more than where about something is: coasts drawn by hand
 * in a few corners each, filled on a grid. Degrees, plate carrée: a degree is as long everywhere.
 */
type Corner = readonly [longitude: number, latitude: number];

/** Each a closed line, its corners in order. */
const COASTS: readonly (readonly Corner[])[] = [
  // North and Central America
  [
    [-166, 66],
    [-157, 71],
    [-128, 70],
    [-115, 68],
    [-95, 69],
    [-82, 68],
    [-94, 60],
    [-82, 55],
    [-79, 52],
    [-77, 62],
    [-65, 59],
    [-56, 52],
    [-65, 49],
    [-61, 46],
    [-70, 43],
    [-75, 38],
    [-81, 31],
    [-80, 26],
    [-83, 30],
    [-90, 29],
    [-97, 27],
    [-96, 19],
    [-90, 21],
    [-87, 21],
    [-88, 16],
    [-83, 15],
    [-82, 9],
    [-78, 8],
    [-86, 12],
    [-95, 16],
    [-105, 20],
    [-112, 28],
    [-117, 33],
    [-124, 40],
    [-124, 48],
    [-133, 56],
    [-148, 60],
    [-160, 56],
    [-158, 59],
  ],
  // Greenland
  [
    [-68, 77],
    [-40, 83],
    [-18, 80],
    [-22, 71],
    [-42, 60],
    [-52, 66],
    [-58, 75],
  ],
  // Islands of the Arctic
  [
    [-122, 72],
    [-105, 73],
    [-80, 74],
    [-66, 64],
    [-76, 66],
    [-90, 72],
    [-112, 69],
  ],
  // Cuba and Hispaniola
  [
    [-84, 23],
    [-76, 21],
    [-69, 20],
    [-71, 18],
    [-78, 20],
  ],
  // South America
  [
    [-78, 8],
    [-72, 12],
    [-62, 10],
    [-51, 4],
    [-44, -2],
    [-35, -6],
    [-39, -17],
    [-48, -27],
    [-57, -36],
    [-65, -42],
    [-69, -53],
    [-74, -50],
    [-72, -33],
    [-70, -18],
    [-80, -5],
    [-78, 2],
  ],
  // Europe and Asia
  [
    [-9, 37],
    [-9, 43],
    [-1, 44],
    [-4, 48],
    [4, 52],
    [8, 57],
    [11, 54],
    [20, 55],
    [24, 59],
    [18, 62],
    [24, 66],
    [18, 56],
    [11, 59],
    [5, 59],
    [6, 62],
    [16, 69],
    [27, 71],
    [40, 67],
    [36, 64],
    [44, 67],
    [60, 69],
    [70, 73],
    [80, 73],
    [104, 78],
    [113, 74],
    [140, 73],
    [160, 70],
    [179, 69],
    [179, 65],
    [162, 58],
    [157, 51],
    [155, 58],
    [143, 59],
    [135, 54],
    [140, 48],
    [129, 42],
    [129, 36],
    [126, 35],
    [125, 39],
    [118, 39],
    [122, 31],
    [116, 23],
    [108, 21],
    [109, 12],
    [105, 9],
    [100, 13],
    [103, 2],
    [98, 9],
    [97, 17],
    [91, 22],
    [80, 15],
    [77, 8],
    [72, 20],
    [66, 25],
    [57, 26],
    [50, 30],
    [48, 29],
    [56, 24],
    [59, 22],
    [52, 16],
    [43, 13],
    [35, 28],
    [36, 36],
    [27, 37],
    [26, 41],
    [41, 41],
    [37, 46],
    [30, 46],
    [28, 42],
    [23, 37],
    [19, 42],
    [13, 46],
    [18, 40],
    [16, 38],
    [8, 44],
    [3, 42],
    [-2, 37],
  ],
  // Africa
  [
    [-6, 36],
    [10, 37],
    [11, 33],
    [20, 31],
    [32, 31],
    [37, 21],
    [43, 11],
    [51, 12],
    [40, -3],
    [40, -15],
    [35, -24],
    [27, -34],
    [18, -34],
    [12, -18],
    [13, -5],
    [9, 4],
    [-8, 4],
    [-17, 14],
    [-16, 22],
    [-10, 30],
  ],
  // Madagascar
  [
    [49, -12],
    [50, -16],
    [47, -25],
    [44, -22],
    [44, -17],
  ],
  // Great Britain and Ireland
  [
    [-5, 50],
    [1, 51],
    [0, 54],
    [-3, 58],
    [-6, 57],
    [-10, 53],
    [-9, 51],
  ],
  // Iceland
  [
    [-24, 65],
    [-14, 66],
    [-18, 63],
  ],
  // Japan
  [
    [130, 32],
    [136, 34],
    [141, 36],
    [145, 44],
    [141, 45],
    [139, 38],
    [132, 35],
  ],
  // Taiwan, the Philippines
  [
    [121, 25],
    [122, 18],
    [126, 8],
    [124, 6],
    [120, 14],
  ],
  // Sumatra and Java
  [
    [95, 6],
    [106, -5],
    [115, -8],
    [106, -8],
    [99, 0],
  ],
  // Borneo and Celebes
  [
    [109, 2],
    [117, 7],
    [124, 1],
    [121, -5],
    [114, -4],
  ],
  // New Guinea
  [
    [131, -1],
    [141, -3],
    [150, -10],
    [140, -8],
  ],
  // Australia
  [
    [114, -22],
    [122, -18],
    [130, -12],
    [136, -12],
    [137, -16],
    [142, -11],
    [147, -19],
    [153, -27],
    [150, -37],
    [140, -38],
    [131, -32],
    [116, -35],
  ],
  // New Zealand, Tasmania
  [
    [173, -35],
    [178, -38],
    [173, -43],
    [167, -46],
    [172, -41],
  ],
  [
    [145, -41],
    [148, -41],
    [147, -44],
  ],
];

/** Degrees between two dots. */
const GRID = 2.5;
export const MAP = { west: -170, east: 180, north: 78, south: -56 } as const;

/** Longitudes and latitudes at which there is land. */
export function landDots(): readonly Corner[] {
  const dots: Corner[] = [];
  for (let latitude = MAP.north - GRID / 2; latitude > MAP.south; latitude -= GRID)
    for (let longitude = MAP.west + GRID / 2; longitude < MAP.east; longitude += GRID)
      if (COASTS.some((coast) => isWithin(coast, longitude, latitude))) dots.push([longitude, latitude]);
  return dots;
}

/** Even and odd: how often a line to the east crosses the coast. */
function isWithin(coast: readonly Corner[], longitude: number, latitude: number): boolean {
  let isInside = false;
  for (const [at, [x, y]] of coast.entries()) {
    const [beforeX, beforeY] = coast.at(at - 1)!;
    const isCrossed = y > latitude !== beforeY > latitude;
    if (isCrossed && longitude < x + ((latitude - y) / (beforeY - y)) * (beforeX - x)) isInside = !isInside;
  }
  return isInside;
}
