/** Secrets in a channel's settings: shown masked, and what comes back as it was shown means "as it is". */
import type { Json, JsonObject } from '@upwatch/core';

/** @param shown what a client was shown of the settings that are kept */
export function withKeptSecrets(given: JsonObject, shown: JsonObject, kept: JsonObject): JsonObject {
  return keptAt(given, shown, kept) as JsonObject;
}

function keptAt(given: Json, shown: Json | undefined, kept: Json | undefined): Json {
  if (shown === undefined || kept === undefined) return given;
  if (Array.isArray(given)) return given.map((one, place) => keptAt(one, at(shown, place), at(kept, place)));
  if (typeof given !== 'object' || given === null) return given === shown ? kept : given;
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, keptAt(value, at(shown, name), at(kept, name))]),
  );
}

function at(value: Json, part: string | number): Json | undefined {
  if (typeof part === 'number') return Array.isArray(value) ? (value as readonly Json[])[part] : undefined;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject)[part] : undefined;
}
