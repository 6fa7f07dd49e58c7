/** Where the names of marks go, so that none lies on another mark or name. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Label extends Point {
  readonly anchor: 'start' | 'end' | 'middle';
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** What the names are drawn in, all in the units of the map. */
interface Measures {
  readonly fontSize: number;
  readonly markRadius: number;
  readonly width: Readonly<Record<'from' | 'to', number>>;
}

/** Of a letter, to its height: a little more than most have. */
const LETTER_WIDTH = 0.62;

/**
 * Right of its mark where there is room, else left, below or above.
 * @returns in the order of what is given; undefined for a name that has no room: it stands in the table alone
 */
export function placeLabels(
  named: readonly (Point & { readonly name: string })[],
  measures: Measures,
): readonly (Label | undefined)[] {
  const { fontSize, markRadius, width } = measures;
  const taken: Box[] = named.map(({ x, y }) => around(x, y, markRadius));
  return named.map(({ x, y, name }) => {
    const gap = markRadius + fontSize * 0.25;
    const middle = y + fontSize * 0.35;
    const wishes: readonly Label[] = [
      { x: x + gap, y: middle, anchor: 'start' },
      { x: x - gap, y: middle, anchor: 'end' },
      { x, y: y + gap + fontSize * 0.8, anchor: 'middle' },
      { x, y: y - gap, anchor: 'middle' },
    ];
    const own = name.length * fontSize * LETTER_WIDTH;
    const found = wishes.find((label) => {
      const box = boxOf(label, own, fontSize);
      const isOnMap = box.left >= width.from && box.right <= width.to;
      return isOnMap && !taken.some((other) => isOverlapping(box, other));
    });
    if (found) taken.push(boxOf(found, own, fontSize));
    return found;
  });
}

function boxOf({ x, y, anchor }: Label, width: number, fontSize: number): Box {
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { left, right: left + width, top: y - fontSize * 0.8, bottom: y + fontSize * 0.2 };
}

function around(x: number, y: number, radius: number): Box {
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}

function isOverlapping(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
