/**
 * Style rules of an operator's own. Nothing of them is passed on as it came: each rule is taken apart, and what is not on the
 * lists is left out, so that no rule can load, hide a notice behind another page or close the style sheet. What is left out is
 * named, so that whoever wrote it learns why it does nothing.
 */

const PROPERTIES = new Set([
  ...[
    'color',
    'background',
    'background-color',
    'border',
    'border-color',
    'border-width',
    'border-style',
    'border-radius',
  ],
  ...[
    'border-top',
    'border-right',
    'border-bottom',
    'border-left',
    'box-shadow',
    'opacity',
    'outline',
    'outline-color',
  ],
  ...['font', 'font-family', 'font-size', 'font-weight', 'font-style', 'font-variant', 'letter-spacing', 'line-height'],
  ...['text-align', 'text-decoration', 'text-transform', 'text-shadow', 'text-indent', 'word-spacing', 'white-space'],
  ...['margin', 'margin-top', 'margin-right', 'margin-bottom', 'margin-left', 'gap', 'row-gap', 'column-gap'],
  ...['padding', 'padding-top', 'padding-right', 'padding-bottom', 'padding-left', 'max-width', 'min-width', 'width'],
  ...['height', 'max-height', 'min-height', 'display', 'flex', 'flex-direction', 'flex-wrap', 'align-items'],
  ...['justify-content', 'fill', 'stroke', 'stroke-width', 'list-style', 'vertical-align'],
]);
const VARIABLE =
  /^--(page|card|line|strong|text|quiet|soft|accent|accent-text|operational|maintenance|degraded|partial|major|unknown|bar|bar-degraded|bar-partial|bar-major|bar-none)$/;
/** Numbers with units, words, colours, variables of ours, commas: no quotes, no backslash, no function but these. */
const VALUE = /^[\w\s.,#%+*/()!-]{1,300}$/;
const FUNCTIONS = new Set([
  'var',
  'calc',
  'rgb',
  'rgba',
  'hsl',
  'hsla',
  'min',
  'max',
  'clamp',
  'linear-gradient',
  'color-mix',
]);
/** Classes, elements and states; nothing that looks into attributes, which could be read out letter by letter. */
const SELECTOR = /^[a-zA-Z][\w-]*$|^[\w\s.#:>+~,*()-]{1,300}$/;
/** What says that the page is old must stay to be seen. */
const KEPT_SHOWN = /stale|#told|\bmain\b|\bbody\b|\bhtml\b|:root|\*|\.wrap|\.banner/;
const HIDING = new Set([
  'display',
  'opacity',
  'height',
  'max-height',
  'width',
  'max-width',
  'text-indent',
  'font-size',
  'font',
]);

/** Why a piece is left out. */
export const CSS_REASONS = [
  'AT_RULE',
  'UNFINISHED',
  'SELECTOR',
  'PROPERTY',
  'VALUE',
  'FUNCTION',
  'MUST_BE_SEEN',
] as const;

export interface CssComplaint {
  /** From 1. */
  readonly line: number;
  readonly reason: (typeof CSS_REASONS)[number];
  /** What is left out, as it was written, cut where it is long. */
  readonly text: string;
}

export interface JudgedCss {
  /** What is served. */
  readonly css: string;
  readonly complaints: readonly CssComplaint[];
}

/** Beyond these nobody reads on. */
const COMPLAINTS_MAX = 50;
const TEXT_MAX = 80;

/** Says that what stands at a place is left out. */
type Complain = (at: number, reason: CssComplaint['reason'], text: string) => void;

/** Of a style sheet the plain rules, with what is allowed in them, and a line for each piece that is not. */
export function judgedCss(text: string): JudgedCss {
  // Blanked and not cut out: what comes after stays on its line.
  const bare = text.replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ' '));
  const complaints: CssComplaint[] = [];
  const complain: Complain = (at, reason, piece) => {
    const begin = at + (piece.length - piece.trimStart().length);
    if (piece.trim() === '' || complaints.length >= COMPLAINTS_MAX) return;
    const line = bare.slice(0, begin).split('\n').length;
    complaints.push({ line, reason, text: piece.trim().replaceAll(/\s+/g, ' ').slice(0, TEXT_MAX) });
  };
  const rules: string[] = [];
  let place = 0;
  while (place < bare.length) {
    const open = bare.indexOf('{', place);
    const close = bare.indexOf('}', open);
    if (open < 0 || close < 0) {
      complain(place, 'UNFINISHED', bare.slice(place));
      break;
    }
    const inner = bare.indexOf('{', open + 1);
    // A block within a block, as @media has: with what holds it, it is left out.
    if (inner >= 0 && inner < close) {
      complain(place, 'AT_RULE', bare.slice(place, open));
      place = endOfBlock(bare, open);
      continue;
    }
    const rule = ruleOf(bare, { place, open, close }, complain);
    if (rule !== undefined) rules.push(rule);
    place = close + 1;
  }
  return { css: rules.join('\n'), complaints };
}

function endOfBlock(text: string, open: number): number {
  let depth = 0;
  for (let place = open; place < text.length; place++) {
    if (text[place] === '{') depth++;
    else if (text[place] === '}' && --depth === 0) return place + 1;
  }
  return text.length;
}

interface RulePlace {
  readonly place: number;
  readonly open: number;
  readonly close: number;
}

function ruleOf(text: string, { place, open, close }: RulePlace, complain: Complain): string | undefined {
  // What stands before a rule without a block of its own, such as @import, ends with a semicolon.
  const begin = Math.max(place, text.slice(0, open).lastIndexOf(';') + 1);
  complain(place, 'AT_RULE', text.slice(place, begin));
  const selector = text.slice(begin, open).trim();
  if (!SELECTOR.test(selector)) {
    complain(begin, selector.startsWith('@') ? 'AT_RULE' : 'SELECTOR', text.slice(begin, open));
    return undefined;
  }
  const isKept = KEPT_SHOWN.test(selector);
  const declarations: string[] = [];
  let at = open + 1;
  for (const piece of text.slice(at, close).split(';')) {
    const judged = declarationOf(piece, isKept);
    if ('reason' in judged) complain(at, judged.reason, piece);
    else declarations.push(judged.css);
    at += piece.length + 1;
  }
  return declarations.length > 0 ? `${selector}{${declarations.join(';')}}` : undefined;
}

type JudgedDeclaration = { readonly css: string } | { readonly reason: CssComplaint['reason'] };

function declarationOf(text: string, isKept: boolean): JudgedDeclaration {
  const colon = text.indexOf(':');
  const property = text.slice(0, colon).trim().toLowerCase();
  const value = text.slice(colon + 1).trim();
  if (colon < 0) return { reason: 'UNFINISHED' };
  if (!PROPERTIES.has(property) && !VARIABLE.test(property)) return { reason: 'PROPERTY' };
  if (!VALUE.test(value)) return { reason: 'VALUE' };
  if (isKept && HIDING.has(property)) return { reason: 'MUST_BE_SEEN' };
  const functions = [...value.matchAll(/([\w-]*)\s*\(/g)].map(([, name = '']) => name.toLowerCase());
  const isKnown = functions.every((name) => name === '' || FUNCTIONS.has(name));
  return isKnown ? { css: `${property}:${value}` } : { reason: 'FUNCTION' };
}
