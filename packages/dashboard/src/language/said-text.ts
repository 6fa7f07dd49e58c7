/** What the API says apart from its language, in the language of the page. */
import type { SaidCode } from '@upwatch/sdk';
import type { Say } from './catalogue.ts';
import { failureText, warningText } from './failure-text.ts';

/** Codes of refusals: they may be met on any page. */
const REFUSING: ReadonlySet<string> = new Set(['problem', 'refusal', 'kind', 'fault', 'must']);

/** @param text what the API says in English: it stands where a code has no words here */
export function saidText(said: SaidCode | null | undefined, text: string, say: Say): string {
  return (said && inWords(said, say)) ?? text;
}

function inWords({ code, params }: SaidCode, say: Say): string | undefined {
  const { text, message } = params;
  if (code === 'text') return typeof text === 'string' ? text : undefined;
  if (code === 'warning') return typeof message === 'string' ? warningText(message, say) : undefined;
  if (code === 'failure')
    return typeof message === 'string' ? failureSaid(String(params['code']), message, say) : undefined;
  const given = Object.entries(params).map(([gap, value]) => [gap, valueInWords(value, say)] as const);
  if (given.some(([, value]) => value === undefined)) return undefined;
  // The gaps of codes that come over the wire are known to the server alone; a test holds the catalogue against its table.
  const sayAny = say as (key: string, given: object) => string;
  const key = `${REFUSING.has(code.split('.', 1)[0]!) ? 'refusals' : 'said'}.${code}`;
  const words = sayAny(key, Object.fromEntries(given));
  return words === key ? undefined : withoutDoubleStops(words);
}

function valueInWords(value: unknown, say: Say): string | undefined {
  if (typeof value === 'string') return value;
  if (isSaid(value)) return inWords(value, say);
  if (!Array.isArray(value)) return undefined;
  const all = value.map((one) => valueInWords(one, say));
  return all.includes(undefined) ? undefined : all.join('; ');
}

function isSaid(value: unknown): value is SaidCode {
  return typeof value === 'object' && value !== null && 'code' in value && 'params' in value;
}

/** A failure that another sentence goes on after has lost its stop. */
function failureSaid(code: string, message: string, say: Say): string {
  const whole = `${message}.`;
  const inFull = failureText({ code, message: whole }, say);
  return inFull === whole ? failureText({ code, message }, say) : inFull.replace(/[.。]$/, '');
}

/** What brings its own stop has none before another. */
function withoutDoubleStops(text: string): string {
  return text.replaceAll(/(?<![.。])[.。]([.。])(?![.。])/g, '$1');
}
