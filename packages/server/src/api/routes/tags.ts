import type { Api, RouteContext } from '../api-instance.ts';
import { actorOf } from '../caller.ts';
import { isGiven } from '../is-given.ts';
import { presentTag } from '../present/tag.ts';
import { notFound } from '../problem.ts';
import { listQuery, pageRequest, single, table, tableOf } from '../schemas/paging.ts';
import { listedTagDto, tagBody, tagChange, tagDto } from '../schemas/tags.ts';
import { idParams, nothing, operation } from './operation.ts';

const tags = ['Tags'];

/** Tags: list, make, show, change, delete. */
export function tagRoutes(app: Api, { deps: { core }, dialect }: RouteContext): void {
  const one = single(tagDto(dialect));
  const query = listQuery(['name', 'createdAt'], {});
  const describe = (operationId: string, summary: string) => operation({ operationId, summary, tags });

  app.get(
    '/tags',
    {
      schema: {
        ...describe('listTags', 'List tags'),
        querystring: query,
        response: { 200: table(listedTagDto(dialect)) },
      },
    },
    async (request) => {
      const at = pageRequest(request.query);
      const page = await core.tags.list(at);
      const counts = await core.tags.monitorCounts();
      return tableOf(page, at, (tag) => ({ ...presentTag(tag), monitorCount: counts.get(tag.id) ?? 0 }));
    },
  );

  app.post(
    '/tags',
    { schema: { ...describe('createTag', 'Make a tag'), body: tagBody, response: { 201: one } } },
    async (request, reply) => {
      const { name, color } = request.body;
      const tag = await core.tags.create({ name, ...(color && { color }) }, actorOf(request));
      return reply.code(201).send({ data: presentTag(tag) });
    },
  );

  app.get(
    '/tags/:id',
    { schema: { ...describe('getTag', 'Show a tag'), params: idParams, response: { 200: one } } },
    async (request) => {
      const tag = await core.tags.get(request.params.id);
      if (!tag) throw notFound('tag', request.params.id);
      return { data: presentTag(tag) };
    },
  );

  app.put(
    '/tags/:id',
    { schema: { ...describe('updateTag', 'Change a tag'), params: idParams, body: tagChange, response: { 200: one } } },
    async (request) => {
      const { name, color } = request.body;
      const change = { ...(isGiven(name) && { name }), ...(isGiven(color) && { color }) };
      return { data: presentTag(await core.tags.update(request.params.id, change, actorOf(request))) };
    },
  );

  app.delete(
    '/tags/:id',
    {
      schema: { ...describe('deleteTag', 'Delete a tag, also from its monitors'), params: idParams, response: nothing },
    },
    async (request, reply) => {
      await core.tags.delete(request.params.id, actorOf(request));
      return reply.code(204).send();
    },
  );
}
