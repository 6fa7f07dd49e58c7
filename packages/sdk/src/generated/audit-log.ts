// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import type { Page, Paged } from '../pages.ts';
import { Resource } from '../resource.ts';
import type { AuditEvent, ListAuditLogQuery } from './models.ts';

/** Who changed what, when. `client.auditLog` */
export class AuditLogResource extends Resource {
  /**
   * List who changed what, newest first.
   * Lines are kept for 400 days. `from` and `to` are included.
   *
   * `GET /api/v1/audit-log`
   * @throws ValidationError, AuthError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.auditLog.list()) console.log(one);
   */
  list(query?: ListAuditLogQuery, options?: CallOptions): Paged<AuditEvent, Page<AuditEvent>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/audit-log', query }, options);
  }
}
