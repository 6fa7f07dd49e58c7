/** Aliases of a YAML file: each must name something that stands before it, and together they must stay small. */
import { type Document, isAlias, isCollection, isNode, isPair } from 'yaml';

/**
 * Values that a file may hold once its aliases are written out. A thousand monitors that share a policy stay far below;
 * nine levels of nine aliases are 387 million.
 */
const VALUES_MAX = 1_000_000;

/** What is wrong with an alias, and where in the text. */
export interface AliasFault {
  readonly offset: number;
  readonly message: string;
}

/** How many values an anchor stands for; undefined while it is being read. */
type Anchors = Map<string, number | undefined>;

/** @returns every alias that cannot be taken, or the first one that makes the file too large */
export function aliasFaults(document: Document): readonly AliasFault[] {
  const faults: AliasFault[] = [];
  const anchors: Anchors = new Map();
  let values = 0;
  const read = (node: unknown): void => {
    if (values > VALUES_MAX) return;
    if (isPair(node)) {
      read(node.key);
      read(node.value);
      return;
    }
    if (isAlias(node)) {
      const size = anchors.get(node.source);
      values += size ?? 0;
      const message = size === undefined ? unknownAlias(node.source, anchors) : tooLarge(node.source, values);
      if (message !== undefined) faults.push({ offset: node.range?.[0] ?? 0, message });
      return;
    }
    const before = values++;
    const anchor = isNode(node) && 'anchor' in node ? node.anchor : undefined;
    if (anchor !== undefined) anchors.set(anchor, undefined);
    if (isCollection(node)) node.items.forEach(read);
    if (anchor !== undefined) anchors.set(anchor, values - before);
  };
  read(document.contents);
  return faults;
}

function unknownAlias(name: string, anchors: Anchors): string {
  if (anchors.has(name)) return `the alias *${name} must not stand inside what it names`;
  const known = [...anchors.keys()].map((anchor) => `&${anchor}`).join(', ') || 'there is none';
  return `the alias *${name} must name an anchor that stands before it (${known})`;
}

function tooLarge(name: string, values: number): string | undefined {
  if (values <= VALUES_MAX) return undefined;
  return `the alias *${name} makes the file too large: written out it must hold at most ${VALUES_MAX} values`;
}
