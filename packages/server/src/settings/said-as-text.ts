/** How settings are said in the environment, which holds text alone. What is none of its kind is left for the schema to refuse. */
import { z } from 'zod';

/** Of the environment: what is no JSON is refused as the text that it is. */
export function fromJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

export function isMailUrl(text: string): boolean {
  return /^smtps?:\/\//.test(text) && URL.canParse(text);
}

export function isDecodable(text: string): boolean {
  const { username, password } = new URL(text);
  try {
    decodeURIComponent(username + password);
    return true;
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}

/** Of the environment: what stands between commas. */
export function listed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** Of the environment: `name=value,name=value`, as OTEL_EXPORTER_OTLP_HEADERS has it. A pair without a name may be a secret alone. */
export function paired(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const pairs = value
    .split(',')
    .filter((one) => one.trim() !== '')
    .map((pair) => /^ *([^= ]+) *= *(.*?) *$/s.exec(pair));
  if (pairs.some((pair) => pair === null)) return value;
  return Object.fromEntries(pairs.map((pair) => [pair![1]!, decoded(pair![2]!)]));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A flag as the environment spells it; anything else is left for the schema to refuse. */
export function flagOf(value: unknown): unknown {
  return value === 'true' || value === 'false' ? value === 'true' : value;
}

export const headerName = z.string().regex(/^[!#$%&'*+.^_`|~0-9a-z-]+$/i, 'must be a header name');
/** What a header may hold. */
export const headerValue = z
  .string()
  .max(8192)
  // oxlint-disable-next-line no-control-regex -- they are what is refused
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'must be text without control characters');
