/** By what anybody can sign in where a request came in. */
import type { FastifyRequest } from 'fastify';
import { passkeyPlace } from '../accounts/passkey-place.ts';
import type { FactorStore } from '../stores/port.ts';
import type { ServerConfig } from '../config.ts';
import type { SignInMethods } from './present/session.ts';

export type MethodsOf = (request: FastifyRequest) => Promise<SignInMethods>;

export function signInMethods(
  store: Pick<FactorStore, 'hasPasskeys'>,
  config: Pick<ServerConfig, 'publicUrl'>,
  providers: SignInMethods['oidc'],
): MethodsOf {
  return async (request) => ({
    password: true,
    // Nobody is offered what nobody has.
    passkey: passkeyPlace(request, config.publicUrl) !== undefined && (await store.hasPasskeys()),
    oidc: [...providers],
  });
}
