/**
 * What a kept sentence says. Stories are kept in words, so that whoever reads them, now or years later, needs nothing but them;
 * in other languages they are said by the code of the table that they were written by. It is told from the text alone, which
 * holds of stories that are older than the codes too. Nothing is decided by it: filled again, it is the text that it was read from.
 */
import { asText, type Said, type SaidValue, SENTENCES, type SentenceCode } from './said.ts';

/** Which sentences a text may be. */
export type Kind = 'reason' | 'line' | 'rule' | 'hold' | 'hint' | 'refusal';

const codesOf = (...groups: readonly string[]): readonly SentenceCode[] =>
  (Object.keys(SENTENCES) as SentenceCode[]).filter((code) => groups.includes(code.split('.', 1)[0]!));

const KINDS: Readonly<Record<Kind, readonly SentenceCode[]>> = {
  reason: codesOf('reason').filter((code) => code !== 'reason.share'),
  line: codesOf('line', 'release', 'escalated', 'instead'),
  rule: codesOf('rule'),
  hint: codesOf('hint'),
  refusal: codesOf('refusal', 'fault').filter((code) => code !== 'fault.got'),
  hold: codesOf('hold').filter((code) => code !== 'hold.why'),
};

interface Inner {
  readonly codes: readonly SentenceCode[];
  /** Whether it may be something that no sentence of the table is. */
  readonly isOpen?: true;
  readonly isOptional?: true;
}

/** What stands in a gap, where that is a sentence too: by the gap's name. */
const INNER: Readonly<Record<string, Inner>> = {
  rule: { codes: KINDS.rule, isOpen: true },
  what: { codes: KINDS.hold, isOpen: true },
  where: { codes: codesOf('where') },
  within: { codes: codesOf('within'), isOptional: true },
  aggregate: { codes: codesOf('aggregate') },
  threshold: { codes: codesOf('threshold') },
  severity: { codes: codesOf('severity') },
  from: { codes: codesOf('severity') },
  to: { codes: codesOf('severity') },
  share: { codes: ['reason.share'], isOptional: true },
  why: { codes: ['hold.why'], isOptional: true },
  kind: { codes: codesOf('kind'), isOpen: true },
  must: { codes: codesOf('must'), isOpen: true },
  got: { codes: ['fault.got'], isOptional: true },
  said: { codes: ['said.words', 'said.nothing'] },
};

/** @returns undefined for a text that no sentence of the kind is */
export function readSaid(text: string, kind: Kind): Said | undefined {
  return readAs(text, KINDS[kind]);
}

/** The same; what is not known stays the text that it is. */
export function readOrText(text: string, kind: Kind): Said {
  return readSaid(text, kind) ?? asText(text);
}

function readAs(text: string, codes: readonly SentenceCode[]): Said | undefined {
  for (const code of codes) {
    const found = patternOf(code).exec(text);
    if (!found) continue;
    const gaps = Object.entries(found.groups ?? {}).map(([gap, value]) => [gap, inGap(gap, value)] as const);
    return { code, params: Object.fromEntries(gaps) };
  }
  return undefined;
}

function inGap(gap: string, value: string): SaidValue {
  const inner = INNER[gap];
  return inner === undefined || value === '' ? value : (readAs(value, inner.codes) ?? value);
}

const patterns = new Map<SentenceCode, RegExp>();

function patternOf(code: SentenceCode): RegExp {
  const known = patterns.get(code) ?? new RegExp(`^${sourceOf(code, true)}$`, 's');
  patterns.set(code, known);
  return known;
}

/** @param isNamed whether what fills the gaps is wanted; a gap that comes twice is filled alike */
function sourceOf(code: SentenceCode, isNamed: boolean): string {
  const seen = new Set<string>();
  return SENTENCES[code]
    .split(/(\{\w+\})/)
    .map((part) => {
      const gap = /^\{(\w+)\}$/.exec(part)?.[1];
      if (gap === undefined) return RegExp.escape(part);
      if (!isNamed) return `(?:${gapSource(gap)})`;
      if (seen.has(gap)) return `\\k<${gap}>`;
      seen.add(gap);
      return `(?<${gap}>${gapSource(gap)})`;
    })
    .join('');
}

function gapSource(gap: string): string {
  const inner = INNER[gap];
  if (!inner) return '.+?';
  const known = inner.codes.map((code) => sourceOf(code, false));
  return [...known, ...(inner.isOpen ? ['.+?'] : []), ...(inner.isOptional ? [''] : [])].join('|');
}
