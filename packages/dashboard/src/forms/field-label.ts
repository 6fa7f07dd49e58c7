/** What a setting is called by people. */
import { fields } from '../language/en/fields.ts';
import type { PlainKey, Say } from '../language/catalogue.ts';

/** By the catalogue; what is not in it, `newThing`, is called "New thing". */
export function fieldLabel(name: string, say: Say): string {
  return Object.hasOwn(fields, name) ? say(keyOf(name)) : words(name);
}

/** `status_code` → "Status code", `defaultTimeZone` → "Default time zone" */
export function words(name: string): string {
  const spaced = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** The section holds nothing but texts without gaps, and the name was found in it. */
function keyOf(name: string): PlainKey {
  return `fields.${name}` as PlainKey;
}
