/** The client of the Upwatch API. */
export * from './client.ts';
export {
  ApiError,
  AuthError,
  ConflictError,
  type ErrorEntry,
  type SaidCode,
  NotFoundError,
  RateLimitError,
  ServerError,
  TransportError,
  type TransportErrorKind,
  ValidationError,
} from './errors.ts';
export { etagOf } from './etag.ts';
export type { EventsOptions, EventType, LiveEvent } from './events.ts';
export type * from './generated/models.ts';
export type * from './generated/resources.ts';
export type { CallOptions, UpwatchOptions } from './options.ts';
export type { CursorPage, Page, Paged } from './pages.ts';
export type { Time } from './time.ts';
export {
  verifyWebhook,
  WebhookError,
  type WebhookHeaders,
  type WebhookOptions,
  type WebhookRefusal,
} from './webhook.ts';
