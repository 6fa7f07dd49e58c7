import type { JsonObject } from '@upwatch/core';

/** Settings came as JSON and a schema's output of them is JSON again; what a schema left undefined is left out. */
export function asJson(value: unknown): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}
