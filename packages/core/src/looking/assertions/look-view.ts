/** A sample as assertions see it: the body decoded and parsed once, and only if one of them asks. */
import type { Facts, Phases } from '../observation.ts';
import { createFuel, type EvaluationBudget, type Fuel } from './fuel.ts';
import { type ParsedJson, parseJson } from './json-text.ts';

/** What an assertion may look at. */
export interface LookView {
  readonly phases: Phases;
  readonly facts: Facts;
  readonly fuel: Fuel;
  /** The body as text. */
  text(): string;
  json(): ParsedJson;
}

export function viewOf(
  sample: { readonly phases: Phases; readonly facts: Facts; readonly body?: Uint8Array },
  budget: EvaluationBudget,
): LookView {
  let text: string | undefined;
  let json: ParsedJson | undefined;
  const view: LookView = {
    phases: sample.phases,
    facts: sample.facts,
    fuel: createFuel(budget),
    text: () => (text ??= decode(sample.body, sample.facts.headers?.['content-type'])),
    json: () => (json ??= parseJson(view.text())),
  };
  return view;
}

const CHARSET = /;\s*charset\s*=\s*"?([^\s";]+)/i;
/** Decoding whole bodies leaves no state behind, so that one decoder serves all looks. */
const utf8 = new TextDecoder();

/** By the charset of the Content-Type; UTF-8 where it names none that is known. Never fails: bad bytes become U+FFFD. */
function decode(body: Uint8Array | undefined, contentType: string | undefined): string {
  if (!body || body.length === 0) return '';
  const label = contentType === undefined ? undefined : CHARSET.exec(contentType)?.[1]?.toLowerCase();
  if (label === undefined || label === 'utf-8' || label === 'utf8') return utf8.decode(body);
  return decoderOf(label).decode(body);
}

function decoderOf(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch (error) {
    if (error instanceof RangeError) return utf8;
    throw error;
  }
}
