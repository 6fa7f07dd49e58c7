/** What a document says of one dependency: how it is, how long it took, and in which words. Strangers wrote it all. */
import { excerpt } from '../looking/assertions/excerpt.ts';
import type { Json, JsonObject } from '../looking/monitor.ts';
import type { ReportedDependency } from './dependency.ts';
import { plainStatusOf, statusOf } from './status-words.ts';
import { withoutCredentials } from './without-credentials.ts';

/** Characters of a message that are kept. */
const MESSAGE_MAX = 200;
/** Characters of a message that are searched for credentials. */
const READ_MAX = 4 * MESSAGE_MAX;
/** A figure beyond this is no latency, milliseconds. */
const LATENCY_MAX_MS = 86_400_000;

const STATUS_KEYS = ['status', 'state', 'outcome', 'health'];
const MESSAGE_KEYS = ['message', 'output', 'error', 'description', 'reason', 'exception', 'detail', 'msg'];
/** They may be objects with messages of their own. */
const INNER_KEYS = ['details', 'data', 'error'];
const LATENCY_KEYS = [
  'response_time_ms',
  'responseTimeMs',
  'response_time',
  'responseTime',
  'latency_ms',
  'latencyMs',
  'latency',
  'duration_ms',
  'durationMs',
  'duration',
  'elapsed_ms',
  'elapsedMs',
  'took_ms',
  'time_ms',
];

export function objectOf(value: Json | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

export function arrayOf(value: Json | undefined): readonly Json[] | undefined {
  return Array.isArray(value) ? (value as readonly Json[]) : undefined;
}

/** A member of its own: what every object inherits is no part of a document. */
export function memberOf(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The first status word that an object holds. */
export function statusIn(object: JsonObject): Json | undefined {
  return STATUS_KEYS.map((key) => memberOf(object, key)).find((value) => statusOf(value) !== undefined);
}

/** One dependency out of its entry, a word or an object; undefined where that says nothing of how it is. */
export function dependencyOf(name: string, entry: Json | undefined): ReportedDependency | undefined {
  const word = plainStatusOf(entry);
  if (word) return { name, status: word };
  const object = objectOf(entry);
  const status = object && plainStatusOf(statusIn(object));
  if (!object || !status) return undefined;
  const latencyMs = latencyIn(object);
  const message = messageIn(object) ?? (statusOf(statusIn(object)) === 'unknown' ? 'unknown' : undefined);
  return { name, status, ...(latencyMs !== undefined && { latencyMs }), ...(message !== undefined && { message }) };
}

function messageIn(object: JsonObject): string | undefined {
  const own = textAmong(object);
  if (own !== undefined) return own;
  for (const key of INNER_KEYS) {
    const inner = objectOf(memberOf(object, key));
    const text = inner && textAmong(inner);
    if (text !== undefined) return text;
  }
  return undefined;
}

function textAmong(object: JsonObject): string | undefined {
  const text = MESSAGE_KEYS.map((key) => memberOf(object, key)).find(
    (value) => typeof value === 'string' && value.trim() !== '',
  );
  return typeof text === 'string' ? messageText(text) : undefined;
}

/** One line, bounded, without credentials. */
function messageText(text: string): string {
  // Cut before it is searched, so that a megabyte of message costs nothing. What the cut went through may be half a
  // credential, which no pattern knows.
  const start = (text.length > READ_MAX ? text.slice(0, READ_MAX).replace(/\S*$/, '') : text).replace(
    /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu,
    ' ',
  );
  return excerpt(withoutCredentials(start).trim(), MESSAGE_MAX);
}

function latencyIn(object: JsonObject): number | undefined {
  for (const key of LATENCY_KEYS) {
    const ms = latencyOf(memberOf(object, key));
    if (ms !== undefined) return ms;
  }
  return undefined;
}

/** Milliseconds; as a text `12ms`, `0.5 s`, or a time span of .NET (`00:00:01.5000000`). */
function latencyOf(value: Json | undefined): number | undefined {
  if (typeof value === 'number') return bounded(value);
  if (typeof value !== 'string' || value.length > WORDS_OF_TIME_MAX) return undefined;
  const span = /^(\d{1,4}):(\d{2}):(\d{2}(?:\.\d{1,9})?)$/.exec(value);
  if (span) return bounded(((Number(span[1]) * 60 + Number(span[2])) * 60 + Number(span[3])) * 1000);
  const [, figure, unit] = /^(\d{1,12}(?:\.\d{1,9})?)\s*([a-zµμ]+)$/i.exec(value) ?? [];
  return figure === undefined ? undefined : inMs(Number(figure), unit);
}

const WORDS_OF_TIME_MAX = 40;
const UNITS: ReadonlyMap<string, number> = new Map([
  ['ns', 1e-6],
  ['us', 1e-3],
  ['µs', 1e-3],
  ['μs', 1e-3],
  ['ms', 1],
  ['milliseconds', 1],
  ['s', 1000],
  ['sec', 1000],
  ['seconds', 1000],
]);

/** A figure with its unit as milliseconds; undefined where the unit is none of time. */
export function inMs(figure: number, unit: string | undefined): number | undefined {
  const factor = unit === undefined ? undefined : UNITS.get(unit.toLowerCase());
  return factor === undefined ? undefined : bounded(figure * factor);
}

function bounded(ms: number): number | undefined {
  return Number.isFinite(ms) && ms >= 0 && ms <= LATENCY_MAX_MS ? Math.round(ms * 1000) / 1000 : undefined;
}
