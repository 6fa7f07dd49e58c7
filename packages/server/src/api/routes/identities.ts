import type { Identities } from '../../accounts/identities.ts';
import type { Api } from '../api-instance.ts';
import { memberOf } from '../caller.ts';
import { presentIdentity } from '../present/identity.ts';
import { againBody } from '../schemas/factors.ts';
import { identityDto, identityParams } from '../schemas/identities.ts';
import { table, wholeTable } from '../schemas/paging.ts';
import { forBrowsers, nothing } from './operation.ts';

const describe = (operationId: string, summary: string) => forBrowsers({ operationId, summary, tags: ['Auth'] });

/** What somebody who is signed in does with the providers that know them. */
export function ownIdentityRoutes(app: Api, { identities }: { readonly identities: Identities }): void {
  app.get(
    '/auth/identities',
    {
      schema: {
        ...describe('listIdentities', 'List the providers of single sign-on that you are linked to'),
        response: { 200: table(identityDto) },
      },
    },
    async (request) => wholeTable((await identities.of(memberOf(request))).map(presentIdentity)),
  );

  app.delete(
    '/auth/identities/:id',
    {
      schema: {
        ...describe('unlinkIdentity', 'Sign in by a provider no more: refused where nothing else lets you in'),
        params: identityParams,
        body: againBody,
        response: nothing,
      },
    },
    async (request, reply) => {
      await identities.unlink(memberOf(request), request.params.id, request.body?.password);
      return reply.code(204).send();
    },
  );
}
