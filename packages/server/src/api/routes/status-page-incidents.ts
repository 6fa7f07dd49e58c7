import type { PageIncident } from '../../stores/port.ts';
import type { Api, RouteContext } from '../api-instance.ts';
import { actorOf } from '../caller.ts';
import {
  changedPageIncident,
  dismissedPageIncident,
  openedPageIncident,
  type PageStep,
  publishedPageIncident,
  updatedPageIncident,
} from '../page-incident-changes.ts';
import { existingPage } from '../page-views.ts';
import { presentPageIncident } from '../present/status-page-incident.ts';
import { notFound } from '../problem.ts';
import { pageRequest, single, table, tableOf } from '../schemas/paging.ts';
import {
  pageIncidentBody,
  pageIncidentChange,
  pageIncidentDto,
  pageIncidentParams,
  pageIncidentQuery,
  pageIncidentUpdateBody,
  publishBody,
} from '../schemas/status-page-incidents.ts';
import { idParams, nothing, operation } from './operation.ts';

const describe = (operationId: string, summary: string) => operation({ operationId, summary, tags: ['Status pages'] });

/** What a status page tells of. */
export function statusPageIncidentRoutes(app: Api, context: RouteContext): void {
  readingRoutes(app, context);
  writingRoutes(app, context);
  publishingRoutes(app, context);
}

function incidentsOf({ deps }: RouteContext) {
  const { incidents, components } = deps.core.statusPages;
  const existing = async (at: { readonly id: string; readonly incidentId: string }): Promise<PageIncident> => {
    const page = await existingPage(at.id, deps);
    const incident = await incidents.get(page.id, at.incidentId);
    if (!incident) throw notFound('incident on this page with the id', at.incidentId);
    return incident;
  };
  const show = async (incident: PageIncident) => {
    const updates = await incidents.updates([incident.id]);
    return presentPageIncident(incident, updates.get(incident.id) ?? []);
  };
  const stepOn = async (pageId: string): Promise<PageStep> => {
    const page = await existingPage(pageId, deps);
    const nowMs = Math.floor(deps.clock.wall());
    return { nowMs, newId: deps.newId, components: await components.of(page.id) };
  };
  return { existing, show, stepOn };
}

function readingRoutes(app: Api, context: RouteContext): void {
  const { deps, dialect } = context;
  const { incidents } = deps.core.statusPages;
  const { existing, show } = incidentsOf(context);

  app.get(
    '/status-pages/:id/incidents',
    {
      schema: {
        ...describe('listStatusPageIncidents', 'List what a status page tells of, newest first'),
        params: idParams,
        querystring: pageIncidentQuery,
        response: { 200: table(pageIncidentDto(dialect)) },
      },
    },
    async (request) => {
      const page = await existingPage(request.params.id, deps);
      const at = pageRequest(request.query);
      const { status } = request.query;
      const listed = await incidents.list(page.id, status ? { statuses: status } : {}, at);
      const updates = await incidents.updates(listed.items.map(({ id }) => id));
      return tableOf(listed, at, (incident) => presentPageIncident(incident, updates.get(incident.id) ?? []));
    },
  );

  app.get(
    '/status-pages/:id/incidents/:incidentId',
    {
      schema: {
        ...describe('getStatusPageIncident', 'Show an incident of a status page with its timeline'),
        params: pageIncidentParams,
        response: { 200: single(pageIncidentDto(dialect)) },
      },
    },
    async (request) => {
      const incident = await existing(request.params);
      return { data: await show(incident) };
    },
  );
}

function writingRoutes(app: Api, context: RouteContext): void {
  const { deps, dialect } = context;
  const { incidents } = deps.core.statusPages;
  const { show, stepOn } = incidentsOf(context);
  const one = single(pageIncidentDto(dialect));

  app.post(
    '/status-pages/:id/incidents',
    {
      schema: {
        ...describe('createStatusPageIncident', 'Tell readers of an incident, or announce work'),
        params: idParams,
        body: pageIncidentBody(dialect),
        response: { 201: one },
      },
    },
    async (request, reply) => {
      const step = await stepOn(request.params.id);
      const change = openedPageIncident(request.params.id, request.body, step);
      const made = await incidents.create(change, actorOf(request));
      return reply.code(201).send({ data: await show(made) });
    },
  );

  app.put(
    '/status-pages/:id/incidents/:incidentId',
    {
      schema: {
        ...describe('updateStatusPageIncident', 'Change an incident of a status page'),
        params: pageIncidentParams,
        body: pageIncidentChange(dialect),
        response: { 200: one },
      },
    },
    async (request) => {
      const { id, incidentId } = request.params;
      const step = await stepOn(id);
      const change = (now: PageIncident) => changedPageIncident(now, request.body, step);
      const changed = await incidents.update(id, incidentId, change, actorOf(request));
      return { data: await show(changed) };
    },
  );

  app.delete(
    '/status-pages/:id/incidents/:incidentId',
    {
      schema: {
        ...describe(
          'deleteStatusPageIncident',
          'Delete an incident of a status page; readers see nothing of it any more',
        ),
        params: pageIncidentParams,
        response: nothing,
      },
    },
    async (request, reply) => {
      await incidents.delete(request.params.id, request.params.incidentId, actorOf(request));
      return reply.code(204).send();
    },
  );
}

function publishingRoutes(app: Api, context: RouteContext): void {
  const { deps, dialect } = context;
  const { incidents } = deps.core.statusPages;
  const { show, stepOn } = incidentsOf(context);
  const one = single(pageIncidentDto(dialect));

  app.post(
    '/status-pages/:id/incidents/:incidentId/publish',
    {
      schema: {
        ...describe('publishStatusPageIncident', 'Show a draft to readers'),
        params: pageIncidentParams,
        body: publishBody,
        response: { 200: one },
      },
    },
    async (request) => {
      const { id, incidentId } = request.params;
      const step = await stepOn(id);
      const change = (now: PageIncident) => publishedPageIncident(now, request.body, step);
      return { data: await show(await incidents.update(id, incidentId, change, actorOf(request))) };
    },
  );

  app.post(
    '/status-pages/:id/incidents/:incidentId/dismiss',
    {
      schema: {
        ...describe('dismissStatusPageIncident', 'Drop a draft for good'),
        params: pageIncidentParams,
        response: nothing,
      },
    },
    async (request, reply) => {
      const { id, incidentId } = request.params;
      await incidents.update(id, incidentId, dismissedPageIncident, actorOf(request));
      return reply.code(204).send();
    },
  );

  app.post(
    '/status-pages/:id/incidents/:incidentId/updates',
    {
      schema: {
        ...describe('addStatusPageIncidentUpdate', 'Tell readers how it goes on'),
        params: pageIncidentParams,
        body: pageIncidentUpdateBody,
        response: { 201: one },
      },
    },
    async (request, reply) => {
      const { id, incidentId } = request.params;
      const step = await stepOn(id);
      const change = (now: PageIncident) => updatedPageIncident(now, request.body, step);
      const changed = await incidents.update(id, incidentId, change, actorOf(request));
      return reply.code(201).send({ data: await show(changed) });
    },
  );
}
