/** The SDK's methods by the names of their operations. */
import type { Client } from '../api-client.ts';

/** As many rows as are read when something is looked for by its name. */
const ROWS_MAX = 10_000;

export type Method = (...given: readonly unknown[]) => unknown;

/** @throws TypeError when the SDK has none: the table and the SDK are made of the same document */
export function methodOf(client: Client, operation: string): Method {
  const path = operation.split('.');
  const verb = path.pop()!;
  // The names are in a table that is made together with the SDK; the compiler cannot follow them.
  let at = client as unknown as Readonly<Record<string, unknown>>;
  for (const part of path) at = at[part] as typeof at;
  const method = at?.[verb];
  if (typeof method !== 'function') throw new TypeError(`the SDK has no ${operation}`);
  return (...given) => method.apply(at, given) as unknown;
}

/** A list, whether it comes whole or in pages. */
export async function listed<Row>(client: Client, list: string, given: readonly unknown[]): Promise<readonly Row[]> {
  const answer = methodOf(client, list)(...given);
  if (isPaged<Row>(answer)) return answer.toArray(ROWS_MAX);
  return (await answer) as readonly Row[];
}

/** What comes in pages. */
export interface Pages<Row> extends AsyncIterable<Row> {
  toArray(itemsMax: number): Promise<Row[]>;
}

export function isPaged<Row>(answer: unknown): answer is Pages<Row> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
}
