import type { Api, RouteContext } from '../api-instance.ts';
import { actorOf } from '../caller.ts';
import { changedPage, pageFrom, withPassword } from '../page-input.ts';
import { existingPage, viewOfPage } from '../page-views.ts';
import { presentPage } from '../present/status-page.ts';
import { pageQuery, single, table } from '../schemas/paging.ts';
import { pageBody, pageChange, pageCopy, pageDto } from '../schemas/status-pages.ts';
import type { StatusPage } from '../../stores/port.ts';
import { isGiven } from '../is-given.ts';
import { invalid } from '../problem.ts';
import { idParams, nothing, operation } from './operation.ts';

/** Loaded with the first password: most pages have none. */
async function hashOf({
  password,
}: {
  readonly password?: string | null | undefined;
}): Promise<string | null | undefined> {
  if (typeof password !== 'string') return password;
  const { createPasswordHasher } = await import('../../accounts/password-hash.ts');
  return createPasswordHasher().hash(password);
}

/** @throws Problem VALIDATION_FAILED for a channel that is none, or sends no mail */
async function requireMailChannel(
  { mailChannelId: id }: { readonly mailChannelId?: string | null | undefined },
  { channels }: RouteContext['deps']['core'],
): Promise<void> {
  if (!isGiven(id)) return;
  const channel = await channels.get(id);
  if (!channel) throw invalid('mailChannelId', `mailChannelId must be the id of an alert channel, got ${id}`);
  if (channel.type !== 'email') {
    throw invalid(
      'mailChannelId',
      `mailChannelId must be a channel of type email, "${channel.name}" is ${channel.type}`,
    );
  }
}

/** Status pages: list, make, show, change, delete. */
export function statusPageRoutes(app: Api, { deps, dialect }: RouteContext): void {
  const { statusPages } = deps.core;
  const one = single(pageDto(dialect));
  const describe = (operationId: string, summary: string) =>
    operation({ operationId, summary, tags: ['Status pages'] });

  async function show(page: StatusPage) {
    return presentPage(await viewOfPage(page, await statusPages.subscribers.counts(), deps));
  }

  app.get(
    '/status-pages',
    {
      schema: {
        ...describe('listStatusPages', 'List status pages'),
        querystring: pageQuery,
        response: { 200: table(pageDto(dialect)) },
      },
    },
    async (request) => {
      const { page, size } = request.query;
      const all = await statusPages.all();
      const subscribers = await statusPages.subscribers.counts();
      const data = [];
      // Page by page: each reads all that is on it.
      for (const shown of all.slice(page * size, (page + 1) * size)) {
        data.push(presentPage(await viewOfPage(shown, subscribers, deps)));
      }
      const totalPages = Math.ceil(all.length / size);
      return { data, hasNext: page + 1 < totalPages, hasPrev: page > 0, totalElements: all.length, totalPages };
    },
  );

  app.post(
    '/status-pages',
    { schema: { ...describe('createStatusPage', 'Make a status page'), body: pageBody, response: { 201: one } } },
    async (request, reply) => {
      await requireMailChannel(request.body, deps.core);
      const page = withPassword(pageFrom(request.body, deps.newId()), await hashOf(request.body));
      const made = await statusPages.create(page, actorOf(request));
      return reply.code(201).send({ data: await show(made) });
    },
  );

  app.get(
    '/status-pages/:id',
    { schema: { ...describe('getStatusPage', 'Show a status page'), params: idParams, response: { 200: one } } },
    async (request) => {
      const page = await existingPage(request.params.id, deps);
      return { data: await show(page) };
    },
  );

  app.put(
    '/status-pages/:id',
    {
      schema: {
        ...describe('updateStatusPage', 'Change a status page'),
        params: idParams,
        body: pageChange,
        response: { 200: one },
      },
    },
    async (request) => {
      await requireMailChannel(request.body, deps.core);
      const hash = await hashOf(request.body);
      const change = (current: StatusPage) => withPassword(changedPage(current, request.body), hash);
      const page = await statusPages.update(request.params.id, change, actorOf(request));
      return { data: await show(page) };
    },
  );

  app.delete(
    '/status-pages/:id',
    {
      schema: {
        ...describe('deleteStatusPage', 'Delete a status page with all that is on it'),
        params: idParams,
        response: nothing,
      },
    },
    async (request, reply) => {
      const page = await existingPage(request.params.id, deps);
      await statusPages.delete(page.id, actorOf(request));
      return reply.code(204).send();
    },
  );
  if (dialect === 'full') copyRoute(app, { deps, dialect });
}

/** For a host of one's own, where this one is not to be reached. */
function copyRoute(app: Api, { deps }: RouteContext): void {
  app.get(
    '/status-pages/:id/copy',
    {
      schema: {
        ...operation({
          operationId: 'copyStatusPage',
          summary: 'Show a status page as files for another host; nobody renews them',
          tags: ['Status pages'],
        }),
        params: idParams,
        response: { 200: pageCopy },
      },
    },
    async (request) => {
      const page = await existingPage(request.params.id, deps);
      const { copyPage } = await import('../../pages/copy-page.ts');
      return { data: { slug: page.slug, files: [...(await copyPage(page, deps))] } };
    },
  );
}
