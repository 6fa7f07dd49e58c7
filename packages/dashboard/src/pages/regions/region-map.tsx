/** The regions on a map of the world: dots for land, a mark for each region. All of it stands in the table too. */
import { useSay } from '../../language/use-language.ts';
import { MARKS, type Standing } from '../../ui/state-mark.tsx';
import { landDots, MAP } from './land.ts';
import { CONDITIONS, type RegionFacts } from './region-facts.ts';
import { placeOf } from './region-places.ts';

const DOTS = landDots()
  .map(([longitude, latitude]) => `M${longitude} ${-latitude}h0`)
  .join('');
const WIDTH = MAP.east - MAP.west;
const HEIGHT = MAP.north - MAP.south;
/** Marks of one place stand around it, this far, in degrees. */
const SPREAD = 5;
/** From here on a name would not fit to the right of its mark. */
const LABEL_FLIPS_FROM = 120;

interface Mark {
  readonly region: RegionFacts;
  readonly x: number;
  readonly y: number;
}

export function RegionMap({ regions }: { readonly regions: readonly RegionFacts[] }) {
  const say = useSay();
  const marks = marksOf(regions);
  return (
    <svg
      role="img"
      aria-label={say('regions.map')}
      viewBox={`${MAP.west} ${-MAP.north} ${WIDTH} ${HEIGHT}`}
      className="h-auto w-full"
    >
      <path d={DOTS} className="stroke-line" strokeWidth={1.7} strokeLinecap="round" fill="none" />
      {marks.map((mark) => (
        <RegionMark key={mark.region.name} mark={mark} />
      ))}
    </svg>
  );
}

function RegionMark({ mark: { region, x, y } }: { readonly mark: Mark }) {
  const [standing] = CONDITIONS[region.condition];
  const isLeft = x > LABEL_FLIPS_FROM;
  return (
    <g className={MARKS[standing].mark}>
      <circle cx={x} cy={y} r={5.2} fill="currentColor" opacity={0.22} />
      <Form standing={standing} x={x} y={y} />
      <text
        x={isLeft ? x - 6.5 : x + 6.5}
        y={y + 2.4}
        textAnchor={isLeft ? 'end' : 'start'}
        className="fill-strong stroke-surface font-sans"
        fontSize={7}
        fontWeight={600}
        strokeWidth={2.4}
        paintOrder="stroke"
      >
        {region.name}
      </text>
    </g>
  );
}

/** The same forms as everywhere, in the units of the map. */
function Form({ standing, x, y }: { readonly standing: Standing; readonly x: number; readonly y: number }) {
  return <g transform={`translate(${x - 4} ${y - 4}) scale(0.5)`}>{MARKS[standing].form}</g>;
}

/** Those that have a place. Several of one place stand in a ring around it, so that none hides another. */
function marksOf(regions: readonly RegionFacts[]): readonly Mark[] {
  const byPlace = Map.groupBy(
    regions.flatMap((region) => {
      const place = placeOf(region.name);
      return place === undefined ? [] : [{ region, x: place.longitude, y: -place.latitude }];
    }),
    ({ x, y }) => `${x} ${y}`,
  );
  return [...byPlace.values()].flatMap((together) =>
    together.map((mark, at) => {
      const angle = (2 * Math.PI * at) / together.length - Math.PI / 2;
      const spread = together.length === 1 ? 0 : SPREAD;
      return { ...mark, x: mark.x + spread * Math.cos(angle), y: mark.y + spread * Math.sin(angle) };
    }),
  );
}
