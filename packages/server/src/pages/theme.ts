/**
 * Colours and style rules of an operator's own. Nothing of them is passed on as it came: each rule is taken apart, and what
 * is not on the lists is left out, so that no rule can load, hide a notice behind another page or close the style sheet.
 */
import type { JsonObject } from '@upwatch/core';

const COLOR = /^#([\da-f]{3}|[\da-f]{6}|[\da-f]{8})$/i;
const VARIABLES = {
  pageBackground: '--page',
  cardBackground: '--card',
  textColor: '--text',
  borderColor: '--line',
} as const;

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

/** The style sheet of a page's own; empty where it has none. */
export function themeCss(branding: JsonObject): string {
  const variables = Object.entries(VARIABLES).flatMap(([name, variable]) => {
    const color = colorOf(branding[name]);
    return color === undefined ? [] : [`${variable}:${color}`];
  });
  const accent = colorOf(branding['brandColor']);
  if (accent !== undefined) variables.push(`--accent:${accent}`, `--accent-text:${readableOn(accent)}`);
  const own = typeof branding['customCss'] === 'string' ? allowedCss(branding['customCss']) : '';
  return `${variables.length > 0 ? `:root:root{${variables.join(';')}}\n` : ''}${own}`;
}

function colorOf(value: unknown): string | undefined {
  return typeof value === 'string' && COLOR.test(value) ? value : undefined;
}

/** Black or white, whichever has the higher contrast (WCAG 2.2, relative luminance). */
export function readableOn(color: string): string {
  const hex = color.slice(1);
  const full = hex.length === 3 ? hex.replaceAll(/./g, '$&$&') : hex;
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const share = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return luminance > 0.179 ? '#000' : '#fff';
}

/** Of a style sheet the plain rules, with what is allowed in them. */
export function allowedCss(text: string): string {
  const bare = text.replaceAll(/\/\*[\s\S]*?\*\//g, ' ');
  const rules: string[] = [];
  let place = 0;
  while (place < bare.length) {
    const open = bare.indexOf('{', place);
    if (open < 0) break;
    const close = bare.indexOf('}', open);
    const inner = bare.indexOf('{', open + 1);
    // A block within a block, as @media has: with what holds it, it is left out.
    if (close < 0 || (inner >= 0 && inner < close)) {
      place = endOfBlock(bare, open);
      continue;
    }
    const rule = ruleOf(bare.slice(place, open), bare.slice(open + 1, close));
    if (rule !== undefined) rules.push(rule);
    place = close + 1;
  }
  return rules.join('\n');
}

function endOfBlock(text: string, open: number): number {
  let depth = 0;
  for (let place = open; place < text.length; place++) {
    if (text[place] === '{') depth++;
    else if (text[place] === '}' && --depth === 0) return place + 1;
  }
  return text.length;
}

function ruleOf(prelude: string, body: string): string | undefined {
  // What stands before a rule without a block of its own, such as @import, ends with a semicolon.
  const selector = prelude.slice(prelude.lastIndexOf(';') + 1).trim();
  if (!SELECTOR.test(selector)) return undefined;
  const isKept = KEPT_SHOWN.test(selector);
  const declarations = body.split(';').flatMap((one) => declarationOf(one, isKept));
  return declarations.length > 0 ? `${selector}{${declarations.join(';')}}` : undefined;
}

function declarationOf(text: string, isKept: boolean): readonly string[] {
  const colon = text.indexOf(':');
  const property = text.slice(0, colon).trim().toLowerCase();
  const value = text.slice(colon + 1).trim();
  if (colon < 0 || !(PROPERTIES.has(property) || VARIABLE.test(property)) || !VALUE.test(value)) return [];
  if (isKept && HIDING.has(property)) return [];
  const functions = [...value.matchAll(/([\w-]*)\s*\(/g)].map(([, name = '']) => name.toLowerCase());
  return functions.every((name) => name === '' || FUNCTIONS.has(name)) ? [`${property}:${value}`] : [];
}
