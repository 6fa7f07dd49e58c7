/**
 * References in a monitor's settings: `{{variables.HOST}}` is a variable of its environment, `{{secrets.TOKEN}}` a secret
 * of the vault. They are kept as they are written and replaced when a look is assigned, so that what they stand for can
 * change without the monitor. `{{env.HOST}}` is another spelling of a variable.
 */
import type { Assertion, AssertionConfig } from './assertion.ts';
import type { Json, JsonObject } from './monitor.ts';

/** One place in the settings that stands for something. */
export interface Reference {
  readonly type: 'variable' | 'secret';
  readonly name: string;
  /** Where it is: `config.customHeaders.Authorization`. */
  readonly field: string;
  /** As it is written: `{{secrets.TOKEN}}`. */
  readonly text: string;
}

/** What references stand for. */
export interface ReferenceValues {
  readonly variables: ReadonlyMap<string, string>;
  readonly secrets: ReadonlyMap<string, string>;
}

/** Settings with every reference replaced. */
export interface ResolvedSettings {
  readonly config: JsonObject;
  /** The values of secrets that came in. */
  readonly secrets: readonly string[];
  /** References to what is not there; they stay as they are written. */
  readonly unknown: readonly Reference[];
}

/** A name has no braces and is bounded, so that looking for references takes time in proportion to the text. */
const REFERENCE = /\{\{ {0,8}(secrets|variables|env)\.([^{}]{1,300})\}\}/g;

/**
 * Every reference in a monitor's settings, in their order. Names of settings are never references.
 * @example referencesIn({ url: '{{variables.BASE}}/health' }) // [{ type: 'variable', name: 'BASE', field: 'config.url', … }]
 */
export function referencesIn(config: JsonObject): readonly Reference[] {
  const found: Reference[] = [];
  visit(config, 'config', (text, field) => {
    for (const match of text.matchAll(REFERENCE)) found.push(referenceOf(match, field));
  });
  return found;
}

/** The same in what must hold, by assertion: `assertions[0].config.expected`. */
export function referencesInAssertions(assertions: readonly Assertion[]): readonly Reference[] {
  const found: Reference[] = [];
  for (const [place, { config }] of assertions.entries()) {
    visit(config, fieldOf(place), (text, field) => {
      for (const match of text.matchAll(REFERENCE)) found.push(referenceOf(match, field));
    });
  }
  return found;
}

/** What must hold, with every reference replaced. */
export interface ResolvedAssertions<Kind extends Assertion> extends Omit<ResolvedSettings, 'config'> {
  readonly assertions: readonly Kind[];
}

/** Replaces references in what must hold. One that has none stays the very same. */
export function resolveAssertions<Kind extends Assertion>(
  assertions: readonly Kind[],
  values: ReferenceValues,
): ResolvedAssertions<Kind> {
  const unknown: Reference[] = [];
  const secrets = new Set<string>();
  const resolved = assertions.map((one, place) => {
    if (!JSON.stringify(one.config).includes('{{')) return one;
    const done = resolveReferences(one.config, values, fieldOf(place));
    unknown.push(...done.unknown);
    for (const secret of done.secrets) secrets.add(secret);
    // The same fields of the same types: texts were replaced by texts.
    return { ...one, config: done.config as unknown as AssertionConfig };
  });
  return { assertions: resolved, secrets: [...secrets], unknown };
}

function fieldOf(place: number): string {
  return `assertions[${place}].config`;
}

/** Replaces references by what they stand for. A value is not looked through for references again. */
export function resolveReferences(config: JsonObject, values: ReferenceValues, root = 'config'): ResolvedSettings {
  const unknown: Reference[] = [];
  const secrets = new Set<string>();
  const resolved = mapTexts(config, root, (text, field) =>
    text.replaceAll(REFERENCE, (whole, ...groups: string[]) => {
      const reference = referenceOf([whole, groups[0]!, groups[1]!], field);
      const value = (reference.type === 'secret' ? values.secrets : values.variables).get(reference.name);
      if (value === undefined) unknown.push(reference);
      else if (reference.type === 'secret') secrets.add(value);
      return value ?? whole;
    }),
  );
  return { config: resolved as JsonObject, secrets: [...secrets], unknown };
}

/** A text in which nothing is secret but what references stand for: `Bearer {{secrets.TOKEN}}`. */
export function isOnlyReferences(text: string): boolean {
  const rest = text.replaceAll(REFERENCE, '');
  return rest !== text && /^\s*(?:bearer|basic|token)?\s*$/i.test(rest);
}

function referenceOf([text, kind, name]: readonly string[], field: string): Reference {
  return { type: kind === 'secrets' ? 'secret' : 'variable', name: name!.trim(), field, text: text! };
}

function visit(value: Json, field: string, each: (text: string, field: string) => void): void {
  mapTexts(value, field, (text, at) => {
    each(text, at);
    return text;
  });
}

/** A copy with every text replaced; the very same value where there is none to replace. */
function mapTexts(value: Json, field: string, replace: (text: string, field: string) => string): Json {
  if (typeof value === 'string') return value.includes('{{') ? replace(value, field) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    return (value as readonly Json[]).map((inner, place) => mapTexts(inner, `${field}[${place}]`, replace));
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, mapTexts(inner, `${field}.${name}`, replace)]),
  );
}
