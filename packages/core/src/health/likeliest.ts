/** Which dialect a document is in, where nobody says. */
import type { JsonObject } from '../looking/monitor.ts';
import type { HealthDialect } from './dependency.ts';
import { memberOf, objectOf } from './said.ts';
import { statusOf } from './status-words.ts';

const HEALTH_JSON = /^application\/(?:[\w.+-]*\+)?health\+json\b/i;

/** Undefined where it is in none. */
export function likeliest(document: JsonObject, contentType: string | undefined): HealthDialect | undefined {
  if (isPlainly(document, contentType)) return 'health+json';
  const status = memberOf(document, 'status');
  const isKnown = statusOf(status) !== undefined;
  if (isKnown && isTerminus(document)) return 'terminus';
  if (isKnown && isAspnet(status, document)) return 'aspnet';
  if (isKnown && isSpring(status, document)) return 'spring';
  if (isKnown && isHealthJson(document)) return 'health+json';
  return isSimple(document) ? 'simple' : undefined;
}

/** The media type says so. */
export function isPlainly(document: JsonObject, contentType: string | undefined): boolean {
  return HEALTH_JSON.test(contentType ?? '') && statusOf(memberOf(document, 'status')) !== undefined;
}

function isTerminus(document: JsonObject): boolean {
  const hasParts = Object.hasOwn(document, 'info') || Object.hasOwn(document, 'error');
  return hasParts && objectOf(memberOf(document, 'details')) !== undefined;
}

/** Its words begin with a capital. */
function isAspnet(status: unknown, document: JsonObject): boolean {
  const isOurs = status === 'Healthy' || status === 'Degraded' || status === 'Unhealthy';
  return isOurs || Object.hasOwn(document, 'entries');
}

/** Its words are in capitals. */
function isSpring(status: unknown, document: JsonObject): boolean {
  return (typeof status === 'string' && /^[A-Z_]+$/.test(status)) || Object.hasOwn(document, 'components');
}

/** Lists of nodes under each check. Its words are used by others too. */
function isHealthJson(document: JsonObject): boolean {
  return Object.values(objectOf(memberOf(document, 'checks')) ?? {}).some(Array.isArray);
}

const SIMPLE_KEYS = ['status', 'checks', 'ready', 'healthy', 'alive', 'outcome', 'dependencies', 'data'];

function isSimple(document: JsonObject): boolean {
  return SIMPLE_KEYS.some((key) => Object.hasOwn(document, key));
}
