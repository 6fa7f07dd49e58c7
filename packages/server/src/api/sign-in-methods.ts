/** By what anybody can sign in where a request came in. */
import type { FastifyRequest } from 'fastify';
import type { SignInMethods } from './present/session.ts';

export type MethodsOf = (request: FastifyRequest) => Promise<SignInMethods>;

export function signInMethods(): MethodsOf {
  return async () => ({ password: true, passkey: false, oidc: [] });
}
