/** Every operation of the API's document as a tool. Pure: document in, values out. */
import type { ApiDocument, Operation } from './api-document.ts';
import { type Effect, effectOf } from './effect.ts';
import { inputOf, type ToolInput } from './input-schema.ts';

/** One operation, as a tool sees it. */
export interface OperationTool {
  /** `monitors_create`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly effect: Effect;
  /** Whether calling it twice is the same as calling it once. */
  readonly isIdempotent: boolean;
  /** Whether it reaches what is not this server: a look, a message. */
  readonly isOpenWorld: boolean;
  readonly method: string;
  /** `/api/v1/monitors/{id}`. */
  readonly path: string;
  readonly input: ToolInput;
  /** Its answer does not end by itself. */
  readonly isStream: boolean;
}

/** Operations that look at something, or tell somebody, when they are called. */
const REACHES_OUT = /^(test|resend|verify)[A-Z]|^retryAlertDelivery$/;

/** What takes a cookie alone: an agent has none, and signs in nowhere. */
export function isForBrowsers({ security }: Operation): boolean {
  return security.some((one) => 'cookieAuth' in one) && !security.some((one) => 'bearerAuth' in one);
}

/** All operations that have a name and are not for browsers alone, in the order of the document. */
export function operationTools(document: ApiDocument): readonly OperationTool[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation['x-upwatch-name'] !== undefined && !isForBrowsers(operation))
      .map(([method, operation]) => toolOf({ method: method.toUpperCase(), path, operation }, document)),
  );
}

function toolOf(
  { method, path, operation }: { readonly method: string; readonly path: string; readonly operation: Operation },
  { components: { schemas } }: ApiDocument,
): OperationTool {
  const { summary, description } = operation;
  const good = Object.entries(operation.responses).find(([status]) => status.startsWith('2'))?.[1];
  const isStream = good?.content !== undefined && 'text/event-stream' in good.content;
  const sentences = [`${summary}.`, description, isStream && LISTENS].filter(Boolean);
  const input = inputOf(operation, schemas);
  return {
    name: toolName(operation['x-upwatch-name']!),
    title: summary,
    description: sentences.join(' '),
    effect: effectOf(method, operation),
    isIdempotent: method !== 'POST',
    isOpenWorld: REACHES_OUT.test(operation.operationId),
    method,
    path,
    input: isStream ? { ...input, schema: withListening(input.schema) } : input,
    isStream,
  };
}

/** `monitors.policy.get` → `monitors_policy_get`: a dot is not a letter that every client takes. */
export function toolName(name: string): string {
  return name.replaceAll('.', '_');
}

const LISTEN_SECONDS_MAX = 20;
const LISTENS = `As a tool it listens for \`listenSeconds\` and gives back what happened meanwhile.`;

function withListening(schema: ToolInput['schema']): ToolInput['schema'] {
  const listenSeconds = { type: 'integer', minimum: 1, maximum: LISTEN_SECONDS_MAX, default: 5 };
  return { ...schema, properties: { ...schema.properties, listenSeconds } };
}
