/** Sends calls: one attempt after the other until there is an answer, or nothing more to try. */
import { type Answer, errorOf, jsonOf, readAnswer, requestIdOf } from './answer.ts';
import { TransportError } from './errors.ts';
import { rememberEtag } from './etag.ts';
import { type CallOptions, checkedCall, type Settings } from './options.ts';
import { type CursorPage, type Page, Paged } from './pages.ts';
import { type Call, type Request, requestOf } from './request.ts';
import { type Failed, retryDelayMs } from './retry.ts';

/** What the methods of resources are made of: one way to send for each form of answer. */
export interface Sender {
  /** `{"data": T}` as its T. */
  data<T>(call: Call, options?: CallOptions): Promise<T>;
  /** The JSON as it is. */
  whole<T>(call: Call, options?: CallOptions): Promise<T>;
  /** No body. */
  none(call: Call, options?: CallOptions): Promise<void>;
  text(call: Call, options?: CallOptions): Promise<string>;
  /** A list by page numbers. */
  pages<T>(call: Call, options?: CallOptions): Paged<T, Page<T>>;
  /** A list by cursors. */
  cursorPages<T>(call: Call, options?: CallOptions): Paged<T, CursorPage<T>>;
  /** The head of an answer that goes on, its body not read; one attempt. */
  open(call: Call, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Response>;
}

export function createSender(settings: Settings): Sender {
  const answerTo = async (call: Call, options: CallOptions = {}, accept?: string): Promise<[Answer, Request]> => {
    const request = requestOf(call, checkedCall(options), settings.baseUrl, accept);
    return [await persist(request, { call, options, settings }), request];
  };
  const whole = async <T>(call: Call, options?: CallOptions): Promise<T> => {
    const [answer, request] = await answerTo(call, options);
    return jsonOf(answer, request) as T;
  };
  const data = async <T>(call: Call, options?: CallOptions): Promise<T> => {
    const [answer, request] = await answerTo(call, options);
    const { data: read } = jsonOf(answer, request) as { readonly data: T };
    rememberEtag(read, answer.headers.get('etag'));
    return read;
  };
  return {
    whole,
    data,
    none: async (call, options) => void (await answerTo(call, options)),
    text: async (call, options) => (await answerTo(call, options, 'text/plain'))[0].text,
    pages: <T>(call: Call, options?: CallOptions) =>
      new Paged<T, Page<T>>(async (at) => {
        const page = await whole<Omit<Page<T>, 'next'>>(at, options);
        const next = { ...at, query: { ...at.query, page: pageOf(at.query) + 1 } };
        return [page, page.hasNext && page.data.length > 0 ? next : undefined];
      }, call),
    cursorPages: <T>(call: Call, options?: CallOptions) =>
      new Paged<T, CursorPage<T>>(async (at) => {
        const page = await whole<Omit<CursorPage<T>, 'next'>>(at, options);
        const next = { ...at, query: { ...at.query, cursor: page.nextCursor } };
        return [page, page.hasMore && page.nextCursor !== null ? next : undefined];
      }, call),
    open: async (call, headers, signal) => {
      const request = requestOf(call, {}, settings.baseUrl, 'text/event-stream');
      const response = await send({ ...request, headers: { ...request.headers, ...headers } }, settings, signal);
      if (response.ok) return response;
      throw errorOf(await readAnswer(response, request), request, settings.time.now());
    },
  };
}

/** Pages count from 0. */
function pageOf(query: object = {}): number {
  return 'page' in query ? Number(query.page) : 0;
}

interface Attempted {
  readonly call: Call;
  readonly options: CallOptions;
  readonly settings: Settings;
}

/** Attempt after attempt. @throws ApiError, TransportError or the reason of the caller's signal */
async function persist(request: Request, { call, options, settings }: Attempted): Promise<Answer> {
  const { time } = settings;
  const { retries = settings.retries, timeoutMs = settings.timeoutMs } = options;
  for (let attempt = 1; ; attempt++) {
    const outcome = await attemptOnce(request, { timeoutMs, signal: options.signal, settings }, call.accepts);
    if (outcome.type === 'answer') return outcome.answer;
    const delayMs = retryDelayMs({
      failed: outcome.failed,
      attempt,
      retries,
      isRepeatable: request.isRepeatable,
      random: time.random(),
    });
    if (delayMs === undefined) throw outcome.error;
    await time.wait(delayMs, options.signal ?? new AbortController().signal);
  }
}

type Outcome =
  | { readonly type: 'answer'; readonly answer: Answer }
  | { readonly type: 'failed'; readonly failed: Failed; readonly error: Error };

interface Bounds {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  readonly settings: Settings;
}

async function attemptOnce(request: Request, bounds: Bounds, accepts: readonly number[] = []): Promise<Outcome> {
  const answer = await withTimeout(request, bounds, async (signal) =>
    readAnswer(await send(request, bounds.settings, signal), request),
  ).catch((error: unknown) => {
    if (error instanceof TransportError) return error;
    throw error;
  });
  if (answer instanceof TransportError) {
    // A page of a proxy is the same page the next time.
    if (answer.kind === 'protocol') throw answer;
    return { type: 'failed', failed: { type: 'transport' }, error: answer };
  }
  const { status } = answer;
  if ((status >= 200 && status < 300) || accepts.includes(status)) return { type: 'answer', answer };
  const error = errorOf(answer, request, bounds.settings.time.now());
  return { type: 'failed', failed: { type: 'answer', status, retryAfterMs: error.retryAfterMs }, error };
}

/** Runs work that ends with a signal: the caller's, or that of the time that it may take. */
async function withTimeout<T>(
  request: Request,
  { timeoutMs, signal, settings }: Bounds,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const ended = new AbortController();
  const stop = (): void => ended.abort(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  const timeUp = new AbortController();
  const timer = settings.time.wait(timeoutMs, timeUp.signal).then(
    () => {
      const error = new TransportError(`${request.name}: no answer within ${timeoutMs} ms`, { kind: 'timeout' });
      ended.abort(error);
      throw error;
    },
    // The work was done before.
    () => new Promise<never>(() => undefined),
  );
  try {
    // Raced, as a `fetch` of the caller's own may know nothing of signals.
    return await Promise.race([aborted(ended.signal), timer, work(ended.signal)]);
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof TransportError ? error : unreachable(request, error);
  } finally {
    signal?.removeEventListener('abort', stop);
    timeUp.abort();
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

/** @throws whatever `fetch` throws, and TransportError for a redirect */
async function send(request: Request, { token, fetch: send }: Settings, signal: AbortSignal): Promise<Response> {
  const { method, url, headers, body } = request;
  const response = await send(url, {
    method,
    headers: { ...headers, authorization: `Bearer ${token}` },
    ...(body !== undefined && { body }),
    signal,
    // Followed, a POST would come back as a GET, and a token could go where it was not meant to.
    redirect: 'manual',
    credentials: 'omit',
    cache: 'no-store',
  });
  if (response.type !== 'opaqueredirect' && (response.status < 300 || response.status >= 400)) return response;
  throw new TransportError(`${request.name}: the answer is a redirect; baseUrl must be the server's own address`, {
    kind: 'protocol',
    status: response.status,
    requestId: requestIdOf(response),
  });
}

/** What `fetch` says is often only that it failed; the reason stands behind it. */
export function unreachable({ name }: Pick<Request, 'name'>, cause: unknown): TransportError {
  const { message = String(cause), cause: behind } = cause as { message?: string; cause?: { message?: string } };
  const reason = behind?.message ? `${message}: ${behind.message}` : message;
  return new TransportError(`${name}: ${reason}`, { kind: 'network', cause });
}
