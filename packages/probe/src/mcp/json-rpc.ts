/** JSON-RPC 2.0 as MCP uses it: requests with numbers, notifications without, and what may come back. */
import type { Json } from '@upwatch/core';

/** What the other side sent that fits nothing. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}

/** The other side refused a request. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly rpcCode: number;

  constructor(method: string, rpcCode: number, message: string) {
    super(`${method} was refused (${rpcCode}): ${message.slice(0, 200)}`);
    this.rpcCode = rpcCode;
  }
}

export type JsonMap = { readonly [key: string]: Json };

export function requestText(id: number, method: string, params: JsonMap): string {
  return JSON.stringify({ jsonrpc: '2.0', id, method, params });
}

export function notificationText(method: string): string {
  return JSON.stringify({ jsonrpc: '2.0', method });
}

/**
 * The result of a request in a message.
 * @returns undefined for a message that is not the answer: a notification, or a request of the other side's own
 * @throws {RefusedError}
 * @throws {ProtocolError} for what is no JSON-RPC
 */
export function resultIn(
  text: string,
  { id, method }: { readonly id: number; readonly method: string },
): JsonMap | undefined {
  const message = parsed(text, method);
  const one = Array.isArray(message)
    ? (message as readonly Json[]).find((part) => asMap(part)?.['id'] === id)
    : message;
  const answer = asMap(one);
  if (!answer) {
    if (Array.isArray(message)) return undefined;
    throw new ProtocolError(`${method}: expected a JSON-RPC message, got ${text.slice(0, 80)}`);
  }
  if (answer['id'] !== id || 'method' in answer) return undefined;
  const error = asMap(answer['error']);
  if (error) throw new RefusedError(method, Number(error['code']), textOf(error['message']));
  const result = asMap(answer['result']);
  if (!result) throw new ProtocolError(`${method}: the answer has neither result nor error`);
  return result;
}

function parsed(text: string, method: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ProtocolError(`${method}: the answer is not JSON: ${JSON.stringify(text.slice(0, 80))}`);
  }
}

export function asMap(value: Json | undefined): JsonMap | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonMap) : undefined;
}

/** A text, or nothing where the other side sent something else. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
