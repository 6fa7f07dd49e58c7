/** What a tool was called with, as the request that it stands for. Pure. */
import type { OperationTool } from './tools.ts';

export interface ApiRequest {
  readonly method: string;
  /** From the root of the server, with its query. Never another host: an argument is always a part of it. */
  readonly url: string;
  readonly body?: unknown;
  /** Given for an answer that does not end by itself: how long it is read, milliseconds. */
  readonly listenMs?: number;
}

/** The call cannot be made into a request: the message says what is missing. */
export class ArgumentFault extends Error {
  override readonly name = 'ArgumentFault';
}

/** @throws ArgumentFault */
export function requestOf(
  { method, path, input, isStream }: Pick<OperationTool, 'method' | 'path' | 'input' | 'isStream'>,
  given: Readonly<Record<string, unknown>>,
): ApiRequest {
  const { listenSeconds, ...known } = given;
  const args = isStream ? known : given;
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => segmentOf(name, args[name]));
  const query = new URLSearchParams();
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(args)) {
    if (value === undefined || input.places[name] === 'path') continue;
    if (input.places[name] === 'query') addTo(query, name, value);
    else fields[name] = value;
  }
  const url = query.size > 0 ? `${address}?${query.toString()}` : address;
  return { method, url, ...bodyOf(input.body, fields), ...(isStream && { listenMs: listenMsOf(listenSeconds) }) };
}

/** One part of the path, however it is written: `..` and `/` in it lead nowhere else. */
function segmentOf(name: string, value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number')
    throw new ArgumentFault(`${name} must be given, as text or a number, got ${JSON.stringify(value) ?? 'nothing'}`);
  const text = String(value);
  if (/^\.{0,2}$/.test(text)) throw new ArgumentFault(`${name} must be an id, got "${text}"`);
  return encodeURIComponent(text);
}

function addTo(query: URLSearchParams, name: string, value: unknown): void {
  for (const one of [value].flat() as readonly unknown[]) {
    if (one === null) continue;
    query.append(name, typeof one === 'string' ? one : JSON.stringify(one));
  }
}

function bodyOf(form: OperationTool['input']['body'], fields: Readonly<Record<string, unknown>>): { body?: unknown } {
  const names = Object.keys(fields);
  if (form === 'fields') return { body: fields };
  const unknown = names.find((name) => form === 'none' || name !== 'body');
  if (unknown !== undefined) throw new ArgumentFault(`there is no argument called ${unknown}`);
  return form === 'whole' && fields['body'] !== undefined ? { body: fields['body'] } : {};
}

function listenMsOf(seconds: unknown): number {
  return Math.min(20, Math.max(1, typeof seconds === 'number' ? seconds : 5)) * 1000;
}
