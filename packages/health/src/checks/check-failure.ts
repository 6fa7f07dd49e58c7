/** Why a check failed, as a code that programs may decide on and a message for people. */
import { maskCredentials } from '../mask.ts';

/**
 * What was found. `POOL_EXHAUSTED`: the application has no connection left to ask with. `UNREACHABLE`: no connection can
 * be made, or it broke. `LOGIN_REFUSED`: the server answers and does not let us in. `SERVER_FULL`: it takes no more
 * connections. `STALE_CONNECTION`: a connection of the pool is silent while a new one is answered. `NO_ANSWER`: connected,
 * and nothing came until the check's time was up. `OUT_OF_BOUNDS`: a measured value is past its limit. `NOT_INSTALLED`:
 * the package that the options need is not there. `FAILED`: anything else.
 * @example
 * const isOurFault = (code) => code === 'POOL_EXHAUSTED' || code === 'STALE_CONNECTION';
 */
export type CheckFailureCode =
  | 'UNREACHABLE'
  | 'LOGIN_REFUSED'
  | 'POOL_EXHAUSTED'
  | 'SERVER_FULL'
  | 'STALE_CONNECTION'
  | 'NO_ANSWER'
  | 'OUT_OF_BOUNDS'
  | 'NOT_INSTALLED'
  | 'FAILED';

/**
 * What every ready-made check throws when its dependency is not well. Its message names the place and the state, and no
 * credentials.
 * @example
 * const failure = new CheckFailure('UNREACHABLE', '127.0.0.1:5432: connection refused');
 * console.log(failure.code, failure.message);
 */
export class CheckFailure extends Error {
  override readonly name = 'CheckFailure';
  /** What was found. */
  readonly code: CheckFailureCode;

  /** Credentials in the message are masked, whoever wrote it. */
  constructor(code: CheckFailureCode, message: string, options?: ErrorOptions) {
    super(maskCredentials(message), options);
    this.code = code;
  }
}
