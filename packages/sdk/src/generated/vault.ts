// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import { Resource } from '../resource.ts';
import type { DekRotationResult } from './models.ts';

/** The key that secrets are sealed with. `client.vault` */
export class VaultResource extends Resource {
  /**
   * Seal every secret with a new key.
   * In one transaction: afterwards the old key opens nothing, and is gone.
   *
   * `POST /api/v1/vaults/rotate`
   * @throws AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.vault.rotate();
   */
  rotate(options?: CallOptions): Promise<DekRotationResult> {
    return this.send.data({ method: 'POST', path: '/api/v1/vaults/rotate' }, options);
  }
}
