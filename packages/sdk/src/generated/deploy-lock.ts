// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import { Resource } from '../resource.ts';
import type { AcquireDeployLockRequest, DeployLock } from './models.ts';

/** One deployment at a time. `client.deployLock` */
export class DeployLockResource extends Resource {
  /**
   * Show who deploys.
   * Not found when nobody does.
   *
   * `GET /api/v1/deploy/lock`
   * @throws AuthError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.deployLock.get();
   */
  get(options?: CallOptions): Promise<DeployLock> {
    return this.send.data({ method: 'GET', path: '/api/v1/deploy/lock' }, options);
  }

  /**
   * Deploy alone.
   * Refused while somebody else has the lock. It ends by itself.
   *
   * `POST /api/v1/deploy/lock`
   * @param options has an `idempotencyKey` of its own unless you give one
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.deployLock.acquire({ lockedBy: 'release 1.4.2', ttlMinutes: 10 });
   */
  acquire(body: AcquireDeployLockRequest, options?: CallOptions): Promise<DeployLock> {
    return this.send.data({ method: 'POST', path: '/api/v1/deploy/lock', body, makes: true }, options);
  }

  /**
   * Break somebody's deploy lock.
   * Done, too, when there is none.
   *
   * `DELETE /api/v1/deploy/lock/force`
   * @throws AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.deployLock.force();
   */
  force(options?: CallOptions): Promise<void> {
    return this.send.none({ method: 'DELETE', path: '/api/v1/deploy/lock/force' }, options);
  }

  /**
   * Let others deploy.
   * Not found when it holds no longer.
   *
   * `DELETE /api/v1/deploy/lock/{lockId}`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.deployLock.release('019b0000-0000-7000-8000-000000000000');
   */
  release(lockId: string, options?: CallOptions): Promise<void> {
    return this.send.none({ method: 'DELETE', path: '/api/v1/deploy/lock/{lockId}', params: { lockId } }, options);
  }
}
