/** A request that must not be carried out twice, as its sender names it. */
export interface IdempotentRequest {
  /** Who sent it: a key of one caller means nothing for another. */
  readonly caller: string;
  readonly key: string;
  /** Of method, path and body: another request under the same key is a mistake. */
  readonly hash: string;
}

/** What was answered. */
export interface KeptAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** What is known of a key. `answer` is absent where something was done, and no answer of it is kept. */
export interface KnownRequest {
  readonly hash: string;
  readonly answer?: KeptAnswer;
}

/** For so long a request is remembered. */
export const IDEMPOTENCY_KEPT_HOURS = 24;

/** Requests that were carried out, with their answers. */
export interface IdempotencyStore {
  find(caller: string, key: string): Promise<KnownRequest | undefined>;
  /**
   * Runs what the request asks for. The first transaction that it commits keeps the request as well, so that what was
   * done is known to have been done, whatever happens next.
   */
  during(request: IdempotentRequest, work: () => void): void;
  /** The request was carried out. @param answer absent where it may not be kept */
  keep(request: IdempotentRequest, answer?: KeptAnswer): Promise<void>;
  /** The request was refused: it may be sent again. */
  forget(request: IdempotentRequest): Promise<void>;
}
