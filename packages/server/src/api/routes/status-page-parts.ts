import type { PageArrangement, PageComponent, PageGroup } from '../../stores/port.ts';
import type { Api, RouteContext } from '../api-instance.ts';
import { actorOf } from '../caller.ts';
import {
  changedComponent,
  changedPageGroup,
  componentFrom,
  layoutFrom,
  orderFrom,
  pageGroupFrom,
} from '../page-input.ts';
import { componentUptime } from '../page-uptime.ts';
import { existingPage, standingComponents } from '../page-views.ts';
import { presentComponent, presentPageGroup } from '../present/status-page.ts';
import { notFound } from '../problem.ts';
import { single, table, wholeTable } from '../schemas/paging.ts';
import {
  componentBody,
  componentChange,
  componentDto,
  componentParams,
  layoutBody,
  pageGroupBody,
  pageGroupChange,
  pageGroupDto,
  pageGroupParams,
  reorderBody,
  uptimeDayDto,
  uptimeDaysQuery,
} from '../schemas/status-page-parts.ts';
import { idParams, nothing, operation } from './operation.ts';

const describe = (operationId: string, summary: string) => operation({ operationId, summary, tags: ['Status pages'] });

/** What stands on a status page, and where. */
export function statusPagePartRoutes(app: Api, context: RouteContext): void {
  componentRoutes(app, context);
  groupRoutes(app, context);
  arrangingRoutes(app, context);
}

function componentRoutes(app: Api, { deps, dialect }: RouteContext): void {
  const { components } = deps.core.statusPages;
  const one = single(componentDto(dialect));

  async function show({ pageId, id }: PageComponent) {
    const standing = (await standingComponents(pageId, deps)).find(({ component }) => component.id === id);
    if (!standing) throw notFound('component on this page with the id', id);
    return presentComponent(standing);
  }

  app.get(
    '/status-pages/:id/components',
    {
      schema: {
        ...describe('listStatusPageComponents', 'List the components of a status page, as they stand now'),
        params: idParams,
        response: { 200: table(componentDto(dialect)) },
      },
    },
    async (request) => {
      const page = await existingPage(request.params.id, deps);
      return wholeTable((await standingComponents(page.id, deps)).map((standing) => presentComponent(standing)));
    },
  );

  app.post(
    '/status-pages/:id/components',
    {
      schema: {
        ...describe('createStatusPageComponent', 'Put a monitor, a resource group or a name onto a status page'),
        params: idParams,
        body: componentBody,
        response: { 201: one },
      },
    },
    async (request, reply) => {
      const content = componentFrom(request.body, { id: deps.newId(), pageId: request.params.id });
      const made = await components.create(content, actorOf(request));
      return reply.code(201).send({ data: await show(made) });
    },
  );

  app.put(
    '/status-pages/:id/components/:componentId',
    {
      schema: {
        ...describe('updateStatusPageComponent', 'Change a component of a status page'),
        params: componentParams,
        body: componentChange,
        response: { 200: one },
      },
    },
    async (request) => {
      const { id, componentId } = request.params;
      const change = (current: PageComponent) => changedComponent(current, request.body);
      const changed = await components.update(id, componentId, change, actorOf(request));
      return { data: await show(changed) };
    },
  );

  app.delete(
    '/status-pages/:id/components/:componentId',
    {
      schema: {
        ...describe('deleteStatusPageComponent', 'Take a component off a status page'),
        params: componentParams,
        response: nothing,
      },
    },
    async (request, reply) => {
      await components.delete(request.params.id, request.params.componentId, actorOf(request));
      return reply.code(204).send();
    },
  );

  app.get(
    '/status-pages/:id/components/:componentId/uptime',
    {
      schema: {
        ...describe('getStatusPageComponentUptime', 'How a component was, day by day (UTC)'),
        description: 'Maintenance is left out; days of which nothing is known are not listed.',
        params: componentParams,
        querystring: uptimeDaysQuery,
        response: { 200: table(uptimeDayDto(dialect)) },
      },
    },
    async (request) => {
      const { id, componentId } = request.params;
      const page = await existingPage(id, deps);
      const component = (await components.of(page.id)).find((candidate) => candidate.id === componentId);
      if (!component) throw notFound('component on this page with the id', componentId);
      return wholeTable(await componentUptime(component, request.query.days, deps));
    },
  );
}

function groupRoutes(app: Api, { deps, dialect }: RouteContext): void {
  const { groups } = deps.core.statusPages;
  const one = single(pageGroupDto(dialect));

  async function show(group: PageGroup) {
    return presentPageGroup(group, await standingComponents(group.pageId, deps));
  }

  app.get(
    '/status-pages/:id/groups',
    {
      schema: {
        ...describe('listStatusPageGroups', 'List the groups of a status page with their components'),
        params: idParams,
        response: { 200: table(pageGroupDto(dialect)) },
      },
    },
    async (request) => {
      const page = await existingPage(request.params.id, deps);
      const standing = await standingComponents(page.id, deps);
      return wholeTable((await groups.of(page.id)).map((group) => presentPageGroup(group, standing)));
    },
  );

  app.post(
    '/status-pages/:id/groups',
    {
      schema: {
        ...describe('createStatusPageGroup', 'Make a group of components'),
        params: idParams,
        body: pageGroupBody,
        response: { 201: one },
      },
    },
    async (request, reply) => {
      const content = pageGroupFrom(request.body, { id: deps.newId(), pageId: request.params.id });
      const made = await groups.create(content, actorOf(request));
      return reply.code(201).send({ data: await show(made) });
    },
  );

  app.put(
    '/status-pages/:id/groups/:groupId',
    {
      schema: {
        ...describe('updateStatusPageGroup', 'Change a group of components'),
        params: pageGroupParams,
        body: pageGroupChange,
        response: { 200: one },
      },
    },
    async (request) => {
      const { id, groupId } = request.params;
      const change = (current: PageGroup) => changedPageGroup(current, request.body);
      const changed = await groups.update(id, groupId, change, actorOf(request));
      return { data: await show(changed) };
    },
  );

  app.delete(
    '/status-pages/:id/groups/:groupId',
    {
      schema: {
        ...describe('deleteStatusPageGroup', 'Delete a group; its components stay on the page'),
        params: pageGroupParams,
        response: nothing,
      },
    },
    async (request, reply) => {
      await groups.delete(request.params.id, request.params.groupId, actorOf(request));
      return reply.code(204).send();
    },
  );
}

function arrangingRoutes(app: Api, { deps }: RouteContext): void {
  const { statusPages } = deps.core;
  const arrange = (pageId: string, arrangement: PageArrangement, request: Parameters<typeof actorOf>[0]) =>
    statusPages.arrange(pageId, arrangement, actorOf(request));

  app.put(
    '/status-pages/:id/components/reorder',
    {
      schema: {
        ...describe('reorderStatusPageComponents', 'Say in which order components stand, and in which group'),
        params: idParams,
        body: reorderBody,
        response: nothing,
      },
    },
    async (request, reply) => {
      await arrange(request.params.id, orderFrom(request.body), request);
      return reply.code(204).send();
    },
  );

  app.put(
    '/status-pages/:id/layout/reorder',
    {
      schema: {
        ...describe('reorderStatusPageLayout', 'Say in which order groups and components stand on the page'),
        params: idParams,
        body: layoutBody,
        response: nothing,
      },
    },
    async (request, reply) => {
      await arrange(request.params.id, layoutFrom(request.body), request);
      return reply.code(204).send();
    },
  );
}
