import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { actorOfMember } from '../../accounts/signed-in.ts';
import { type PasskeyPlace, passkeyPlace } from '../../accounts/passkey-place.ts';
import type { Passkeys } from '../../accounts/passkeys.ts';
import type { Api } from '../api-instance.ts';
import { memberHolder, memberOf, sessionHolder } from '../caller.ts';
import { presentPasskey } from '../present/passkey.ts';
import { Problem } from '../problem.ts';
import { sessionView } from '../schemas/accounts.ts';
import { againBody } from '../schemas/factors.ts';
import { single, table, wholeTable } from '../schemas/paging.ts';
import {
  addPasskeyBody,
  passkeyDto,
  passkeyOptionsDto,
  passkeyParams,
  passkeyRequestDto,
  passkeySignInBody,
  renamePasskeyBody,
} from '../schemas/passkeys.ts';
import { refuseForeignPage } from '../same-origin.ts';
import { visitorOf } from '../session-cookie.ts';
import { forBrowsers, forStrangers, nothing } from './operation.ts';
import { demandSettingUp, type FactorContext } from './second-factors.ts';

export interface PasskeyContext extends FactorContext {
  readonly passkeys: Passkeys;
}

const TAGS = ['Auth'];

/** @throws Problem CONFLICT where browsers make none */
function placeOf(request: FastifyRequest, { config }: FactorContext['deps']): PasskeyPlace {
  const place = passkeyPlace(request, config.publicUrl);
  if (place) return place;
  const message =
    'passkeys are bound to a name over HTTPS: say in publicUrl (UPWATCH_PUBLIC_URL) where people reach this server, and come that way';
  throw new Problem('CONFLICT', message);
}

/** A passkey of one's own is made by who is wholly in, or is led to it. Registered where a session is demanded. */
export function passkeyMakingRoutes(app: Api, { deps, authenticator, streams, passkeys, signedIn }: PasskeyContext) {
  app.post(
    '/auth/passkeys/options',
    {
      schema: {
        ...forBrowsers({
          operationId: 'offerPasskey',
          summary: 'Begin to make a passkey: what the browser is asked for it',
          tags: TAGS,
        }),
        body: againBody,
        response: { 200: single(passkeyOptionsDto) },
      },
    },
    async (request) => {
      const who = await demandSettingUp(authenticator, request);
      const options = await passkeys.offer(who, request.body?.password, placeOf(request, deps));
      return { data: { options: { ...options } } };
    },
  );

  app.post(
    '/auth/passkeys',
    {
      schema: {
        ...forBrowsers({ operationId: 'addPasskey', summary: 'Add the passkey that the browser made', tags: TAGS }),
        body: addPasskeyBody,
        response: { 201: single(passkeyDto) },
      },
    },
    async (request, reply) => {
      const who = await demandSettingUp(authenticator, request);
      const { name, response } = request.body;
      const at = { place: placeOf(request, deps), visitor: visitorOf(request, deps.config) };
      const { passkey, opened } = await passkeys.add(who, { name, response: asMade(response) }, at);
      await signedIn(reply, opened);
      streams.endOf(memberHolder(who.member.id), sessionHolder(opened.session.id));
      return reply.code(201).send({ data: presentPasskey(passkey) });
    },
  );
}

/** How people get in by a passkey. */
export function passkeySignInRoutes(app: Api, { deps, passkeys, signedIn }: PasskeyContext): void {
  app.addHook('onRequest', async (request) => refuseForeignPage(request, deps.config));

  app.post(
    '/auth/passkeys/sign-in/options',
    {
      schema: {
        ...forStrangers({
          operationId: 'askForPasskey',
          summary: 'Begin to sign in by a passkey: what the browser is asked for it',
          tags: TAGS,
        }),
        response: { 200: single(passkeyRequestDto) },
      },
    },
    async (request) => ({ data: { options: { ...(await passkeys.ask(placeOf(request, deps))) } } }),
  );

  app.post(
    '/auth/passkeys/sign-in',
    {
      schema: {
        ...forStrangers({
          operationId: 'signInByPasskey',
          summary: 'Sign in by a passkey, which is both factors',
          tags: TAGS,
        }),
        body: passkeySignInBody,
        response: { 200: single(sessionView) },
      },
    },
    async (request, reply) => {
      const at = { place: placeOf(request, deps), visitor: visitorOf(request, deps.config) };
      return signedIn(reply, await passkeys.signIn(asSigned(request.body.response), at));
    },
  );
}

/** What somebody who is signed in does with their passkeys. */
export function ownPasskeyRoutes(app: Api, { deps, passkeys }: PasskeyContext): void {
  const { factors } = deps.core;
  const describe = (operationId: string, summary: string) => forBrowsers({ operationId, summary, tags: TAGS });

  app.get(
    '/auth/passkeys',
    { schema: { ...describe('listPasskeys', 'List your passkeys'), response: { 200: table(passkeyDto) } } },
    async (request) => wholeTable((await factors.passkeysOf(memberOf(request).member.id)).map(presentPasskey)),
  );

  app.patch(
    '/auth/passkeys/:id',
    {
      schema: {
        ...describe('renamePasskey', 'Say which of your devices a passkey is on'),
        params: passkeyParams,
        body: renamePasskeyBody,
        response: { 200: single(passkeyDto) },
      },
    },
    async (request) => {
      const { member } = memberOf(request);
      const { id } = request.params;
      return {
        data: presentPasskey(await factors.renamePasskey(member.id, id, request.body.name, actorOfMember(member))),
      };
    },
  );

  app.delete(
    '/auth/passkeys/:id',
    {
      schema: {
        ...describe('removePasskey', 'Remove one of your passkeys'),
        params: passkeyParams,
        body: againBody,
        response: nothing,
      },
    },
    async (request, reply) => {
      await passkeys.remove(memberOf(request), request.params.id, request.body?.password);
      return reply.code(204).send();
    },
  );
}

/** The library's types say less of optional members than its code takes, and more of values that it only passes on. */
function asMade({ response, ...made }: z.output<typeof addPasskeyBody>['response']): RegistrationResponseJSON {
  return { ...made, response: { ...response } } as unknown as RegistrationResponseJSON;
}

/** The same of what was signed: a handle that is null is none. */
function asSigned({ response, ...rest }: z.output<typeof passkeySignInBody>['response']): AuthenticationResponseJSON {
  const { userHandle, ...signed } = response;
  const named = { ...signed, ...(typeof userHandle === 'string' && { userHandle }) };
  return { ...rest, response: named } as unknown as AuthenticationResponseJSON;
}
