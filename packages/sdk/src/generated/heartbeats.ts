// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import { Resource } from '../resource.ts';
import type {
  HeartbeatPingResponse,
  PingHeartbeatAsQuery,
  PingHeartbeatQuery,
  ReportHeartbeatAsQuery,
  ReportHeartbeatQuery,
} from './models.ts';

/** Where jobs report by themselves, and what they reported. `client.heartbeats` */
export class HeartbeatsResource extends Resource {
  /**
   * Report a success, without a body.
   * Without an ending: success. `/start`, `/success`, `/fail` and `/log`, or the exit code of the job (`/0` is success). `rid` names the run. A body is kept, up to 4 KiB, and assertions see it. An answer of 2xx means that it is on disk.
   *
   * `GET /api/v1/heartbeat/{token}`
   * @throws ValidationError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.heartbeats.ping('token');
   */
  ping(token: string, query?: PingHeartbeatQuery, options?: CallOptions): Promise<HeartbeatPingResponse> {
    return this.send.whole({ method: 'GET', path: '/api/v1/heartbeat/{token}', params: { token }, query }, options);
  }

  /**
   * Report a success, with a body.
   * Without an ending: success. `/start`, `/success`, `/fail` and `/log`, or the exit code of the job (`/0` is success). `rid` names the run. A body is kept, up to 4 KiB, and assertions see it. An answer of 2xx means that it is on disk.
   *
   * `POST /api/v1/heartbeat/{token}`
   * @throws ValidationError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.heartbeats.report('token');
   */
  report(token: string, query?: ReportHeartbeatQuery, options?: CallOptions): Promise<HeartbeatPingResponse> {
    return this.send.whole({ method: 'POST', path: '/api/v1/heartbeat/{token}', params: { token }, query }, options);
  }

  /**
   * Report a start, an end or an exit code, without a body.
   * Without an ending: success. `/start`, `/success`, `/fail` and `/log`, or the exit code of the job (`/0` is success). `rid` names the run. A body is kept, up to 4 KiB, and assertions see it. An answer of 2xx means that it is on disk.
   *
   * `GET /api/v1/heartbeat/{token}/{ending}`
   * @throws ValidationError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.heartbeats.pingAs('token', 'ending');
   */
  pingAs(
    token: string,
    ending: string,
    query?: PingHeartbeatAsQuery,
    options?: CallOptions,
  ): Promise<HeartbeatPingResponse> {
    return this.send.whole(
      { method: 'GET', path: '/api/v1/heartbeat/{token}/{ending}', params: { token, ending }, query },
      options,
    );
  }

  /**
   * Report a start, an end or an exit code, with a body.
   * Without an ending: success. `/start`, `/success`, `/fail` and `/log`, or the exit code of the job (`/0` is success). `rid` names the run. A body is kept, up to 4 KiB, and assertions see it. An answer of 2xx means that it is on disk.
   *
   * `POST /api/v1/heartbeat/{token}/{ending}`
   * @throws ValidationError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.heartbeats.reportAs('token', 'ending');
   */
  reportAs(
    token: string,
    ending: string,
    query?: ReportHeartbeatAsQuery,
    options?: CallOptions,
  ): Promise<HeartbeatPingResponse> {
    return this.send.whole(
      { method: 'POST', path: '/api/v1/heartbeat/{token}/{ending}', params: { token, ending }, query },
      options,
    );
  }
}
