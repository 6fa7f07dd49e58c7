/**
 * From the body of an answer to how the target says that it is. Pure, bounded, and never throws: whatever comes is a
 * value. What a document says is not yet a verdict: `judge-health.ts` holds it against the status code.
 */
import { parseJson } from '../looking/assertions/json-text.ts';
import type { JsonObject } from '../looking/monitor.ts';
import { type HealthDialect, type HealthFacts, type HealthMode, worstOf } from './dependency.ts';
import { READERS, type ReadDocument } from './dialects.ts';
import { isPlainly, likeliest } from './likeliest.ts';
import { type DependencyNames, narrowed } from './narrowed.ts';
import { objectOf } from './said.ts';
import { plainStatusOf } from './status-words.ts';

/** Longer documents are not read: characters. */
const DOCUMENT_MAX = 1_048_576;

/** An answer, as far as it matters here. */
export interface HealthAnswer {
  readonly body: string;
  readonly contentType?: string | undefined;
  /** The body was longer than what was read of it. */
  readonly isTruncated?: boolean | undefined;
}

/** What the monitor says. */
export interface HealthSettings {
  readonly mode: Exclude<HealthMode, 'off'>;
  readonly names?: DependencyNames | undefined;
}

/**
 * Reads.
 * @returns undefined where nothing is known to be a health document and none was asked for (`auto`): then the answer is
 *   one like any other
 */
export function readHealth(answer: HealthAnswer, { mode, names }: HealthSettings): HealthFacts | undefined {
  const read = readDocument(answer, mode);
  if ('problem' in read) return mode === 'auto' ? undefined : unread(read.problem, names);
  const { dialect, document } = read;
  return { dialect, verdict: document.verdict, ...narrowed(document.gathered.all(), names) };
}

function unread(problem: string, names: DependencyNames | undefined): HealthFacts {
  return { verdict: 'down', dependencies: [], problem, ...(names && { isNarrowed: true }) };
}

type Read = { readonly problem: string } | { readonly dialect: HealthDialect; readonly document: ReadDocument };

function readDocument({ body, contentType, isTruncated }: HealthAnswer, mode: HealthSettings['mode']): Read {
  if (isTruncated || body.length > DOCUMENT_MAX) return { problem: 'it is longer than what is read of a body' };
  const text = body.replace(/^\ufeff/, '').trim();
  const word = wordOf(text, mode);
  if (word) return word;
  const parsed = parseJson(text);
  if ('problem' in parsed) return parsed;
  const document = objectOf(parsed.value);
  if (!document) return { problem: 'it is no JSON object' };
  return mode === 'auto' ? readLikeliest(document, contentType) : readAs(document, mode);
}

/** A body of one word, as ASP.NET Core and many load balancers' checks have it. `auto` takes it for a page. */
function wordOf(text: string, mode: HealthSettings['mode']): Read | undefined {
  const verdict = mode === 'auto' || mode === 'health+json' ? undefined : plainStatusOf(text);
  if (!verdict || mode === 'auto') return undefined;
  const document = READERS.simple({ status: text })!;
  return { dialect: mode, document };
}

function readAs(document: JsonObject, dialect: HealthDialect): Read {
  const read = READERS[dialect](document);
  return read ? { dialect, document: read } : { problem: `it has no status that ${dialect} knows` };
}

/** A page that happens to have a `status` must not become down for it: it takes more than that word. */
function readLikeliest(document: JsonObject, contentType: string | undefined): Read {
  const dialect = likeliest(document, contentType);
  const read = dialect && READERS[dialect](document);
  if (!dialect || !read) return { problem: 'it is no health document' };
  const isSure = isPlainly(document, contentType) || read.gathered.count > 0;
  const worst = read.gathered.worst ? worstOf(read.verdict, read.gathered.worst) : read.verdict;
  return isSure || worst === 'up' ? { dialect, document: read } : { problem: 'it may be any page with a status' };
}
