/** The regions on a map of the world: dots for land, a mark for each region. All of it stands in the table too. */
import { useSay } from '../../language/use-language.ts';
import { MARKS } from '../../ui/state-mark.tsx';
import { landDots, MAP } from './land.ts';
import { placeLabels } from './map-labels.ts';
import { CONDITIONS, type RegionFacts } from './region-facts.ts';
import { placeOf } from './region-places.ts';

const DOTS = landDots()
  .map(([longitude, latitude]) => `M${longitude} ${-latitude}h0`)
  .join('');
const WIDTH = MAP.east - MAP.west;
const HEIGHT = MAP.north - MAP.south;
/** Marks of one place stand around it, this far, in degrees. */
const SPREAD = 5;
const MARK_RADIUS = 4.4;
/** A phone draws a degree as one pixel: names there are larger, and fewer of them have room. */
const NAMES = [
  { fontSize: 5, className: 'hidden sm:block' },
  { fontSize: 10, className: 'sm:hidden' },
] as const;

interface Mark {
  readonly region: RegionFacts;
  readonly name: string;
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
        <RegionMark key={mark.name} mark={mark} />
      ))}
      {NAMES.map((look) => (
        <Names key={look.fontSize} marks={marks} {...look} />
      ))}
    </svg>
  );
}

/** The same forms as everywhere, in the units of the map. */
function RegionMark({ mark: { region, name, x, y } }: { readonly mark: Mark }) {
  const { mark, form } = MARKS[CONDITIONS[region.condition][0]];
  return (
    <g className={mark}>
      <title>{name}</title>
      <circle cx={x} cy={y} r={MARK_RADIUS} fill="currentColor" opacity={0.22} />
      <g transform={`translate(${x - 3.6} ${y - 3.6}) scale(0.45)`}>{form}</g>
    </g>
  );
}

interface NamesProps {
  readonly marks: readonly Mark[];
  readonly fontSize: number;
  readonly className: string;
}

function Names({ marks, fontSize, className }: NamesProps) {
  const labels = placeLabels(marks, { fontSize, markRadius: MARK_RADIUS, width: { from: MAP.west, to: MAP.east } });
  return (
    <g className={className}>
      {labels.map((label, at) => {
        const { name } = marks[at]!;
        return (
          label && (
            <text
              key={name}
              x={label.x}
              y={label.y}
              textAnchor={label.anchor}
              className="fill-strong stroke-surface font-sans"
              fontSize={fontSize}
              fontWeight={600}
              strokeWidth={fontSize / 3}
              paintOrder="stroke"
            >
              {name}
            </text>
          )
        );
      })}
    </g>
  );
}

/** Those that have a place. Several of one place stand in a ring around it, so that none hides another. */
function marksOf(regions: readonly RegionFacts[]): readonly Mark[] {
  const byPlace = Map.groupBy(
    regions.flatMap((region) => {
      const place = placeOf(region.name);
      return place === undefined ? [] : [{ region, name: region.name, x: place.longitude, y: -place.latitude }];
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
