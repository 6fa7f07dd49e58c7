/** What a tool answers: small, and when it must be cut, with a word on how to ask for less. Pure. */

/** Letters of one answer: some 6,000 tokens. */
export const ANSWER_LETTERS_MAX = 24_000;

export interface ApiAnswer {
  readonly status: number;
  readonly text: string;
}

export interface ToolAnswer {
  readonly text: string;
  readonly isError: boolean;
}

/**
 * The API's answer without what says nothing.
 * @param narrowing names of arguments that make the answer smaller
 */
export function answerOf({ status, text }: ApiAnswer, narrowing: readonly string[] = []): ToolAnswer {
  const value = parsed(text);
  if (status >= 400) return { text: refusalText(status, value, text), isError: true };
  if (text === '') return { text: 'done', isError: false };
  if (value === undefined) return { text: cutText(text, narrowing), isError: false };
  return { text: compactText(value, narrowing), isError: false };
}

/** JSON without nulls and blanks; of a list that is too long, as many as there is room for. */
export function compactText(value: unknown, narrowing: readonly string[] = []): string {
  const whole = compact(value);
  const text = JSON.stringify(whole);
  if (text.length <= ANSWER_LETTERS_MAX) return text;
  const items = listIn(whole);
  if (!items) return cutText(text, narrowing);
  const kept = fitting(items, ANSWER_LETTERS_MAX - 300);
  if (kept.length === 0) return cutText(text, narrowing);
  const cut = `only the first ${kept.length} of the ${items.length} that came fit into an answer; ${hint(narrowing)}`;
  const rest = Array.isArray(whole) ? {} : (whole as object);
  return JSON.stringify({ ...rest, data: kept, cut });
}

function listIn(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  const data = (value as { readonly data?: unknown } | null)?.data;
  return Array.isArray(data) ? data : undefined;
}

function fitting(items: readonly unknown[], room: number): readonly unknown[] {
  let used = 0;
  const end = items.findIndex((item) => (used += JSON.stringify(item).length + 1) > room);
  return items.slice(0, end < 0 ? items.length : end);
}

function cutText(text: string, narrowing: readonly string[]): string {
  if (text.length <= ANSWER_LETTERS_MAX) return text;
  const beginning = text.slice(0, ANSWER_LETTERS_MAX - 300).toWellFormed();
  return `${beginning}\n… cut: the answer has ${text.length} letters; ${hint(narrowing)}`;
}

function hint(narrowing: readonly string[]): string {
  return narrowing.length === 0 ? 'ask for one thing by its id' : `ask for less by ${narrowing.join(', ')}`;
}

function compact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(compact);
  if (typeof value !== 'object' || value === null) return value;
  const said = Object.entries(value).filter(([, one]) => one !== null);
  return Object.fromEntries(said.map(([key, one]) => [key, compact(one)]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Metrics and events are text.
    return undefined;
  }
}

interface Refusal {
  readonly code?: string;
  readonly message?: string;
  readonly requestId?: string;
  readonly errors?: readonly { readonly message: string }[] | null;
}

/** The code to decide by, every fault on its line, and what to name when asking a person. */
function refusalText(status: number, value: unknown, text: string): string {
  const { code, message, errors, requestId } = (value ?? {}) as Refusal;
  if (code === undefined) return `the server answered with ${status}: ${text.slice(0, 500)}`;
  const faults = errors && errors.length > 0 ? errors.map((one) => one.message) : [message ?? ''];
  return [`${code} (${status})`, ...faults, `request ${requestId ?? 'unknown'}`].join('\n');
}
