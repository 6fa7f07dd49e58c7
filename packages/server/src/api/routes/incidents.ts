import type { Incident } from '@upwatch/core';
import type { Api, RouteContext } from '../api-instance.ts';
import { actorOf } from '../caller.ts';
import { incidentDetail, updateIncident, openIncident } from '../incident-changes.ts';
import { monitorsOf } from '../incident-monitors.ts';
import { isGiven } from '../is-given.ts';
import { presentIncident } from '../present/incident.ts';
import { isVisible } from '../present/status-page-incident.ts';
import { notFound } from '../problem.ts';
import {
  acknowledgeBody,
  incidentBody,
  incidentDetailDto,
  incidentDto,
  incidentQuery,
  resolveBody,
  unacknowledgeBody,
  updateBody,
} from '../schemas/incidents.ts';
import { pageRequest, single, table, tableOf } from '../schemas/paging.ts';
import { idParams, operation } from './operation.ts';

/** Incidents: list, open by hand, show, take on, comment on, resolve. */
export function incidentRoutes(app: Api, context: RouteContext): void {
  const { deps, dialect } = context;
  const { core } = deps;
  const detail = single(incidentDetailDto(dialect));
  const describe = (operationId: string, summary: string) => operation({ operationId, summary, tags: ['Incidents'] });

  async function existing(id: string): Promise<Incident> {
    const incident = await core.incidents.get(id);
    if (!incident) throw notFound('incident', id);
    return incident;
  }

  app.get(
    '/incidents',
    {
      schema: {
        ...describe('listIncidents', 'List incidents'),
        querystring: incidentQuery,
        response: { 200: table(incidentDto(dialect)) },
      },
    },
    async (request) => {
      const { query } = request;
      const at = pageRequest(query);
      // There are no services or environments here, so no incident is of one.
      if (query.serviceId ?? query.environmentId) {
        return tableOf({ items: [], total: 0 }, at, (row: never) => row);
      }
      const { status, severity, source, monitorId, resourceGroupId, tagId, startedFrom, startedTo } = query;
      const filter = {
        ...(status && { status }),
        ...(severity && { severity }),
        ...(source && { source }),
        ...(monitorId !== undefined && { monitorId }),
        ...(resourceGroupId !== undefined && { resourceGroupId }),
        ...(tagId !== undefined && { tagId }),
        ...(startedFrom !== undefined && { startedFromMs: startedFrom }),
        ...(startedTo !== undefined && { startedToMs: startedTo }),
      };
      const page = await core.incidents.list(filter, at);
      const monitors = await monitorsOf(page.items, core);
      const firedBy = await core.forensics.firedBy(page.items.map(({ id }) => id));
      const told = await core.statusPages.incidents.about(page.items.map(({ id }) => id));
      return tableOf(page, at, (one) => ({
        ...presentIncident(one, monitors.get(one.monitorId), deps.config.publicUrl, firedBy.get(one.id)),
        statusPageVisible: told.get(one.id)?.some(isVisible) ?? false,
      }));
    },
  );

  app.post(
    '/incidents',
    {
      schema: {
        ...describe('createIncident', 'Open an incident by hand'),
        body: incidentBody(dialect),
        response: { 201: detail },
      },
    },
    async (request, reply) => {
      const incident = await openIncident(request.body, actorOf(request), context);
      return reply.code(201).send({ data: await incidentDetail(incident, deps) });
    },
  );

  app.get(
    '/incidents/:id',
    {
      schema: {
        ...describe('getIncident', 'Show an incident and its timeline'),
        params: idParams,
        response: { 200: detail },
      },
    },
    async (request) => ({ data: await incidentDetail(await existing(request.params.id), deps) }),
  );

  app.post(
    '/incidents/:id/resolve',
    {
      schema: {
        ...describe('resolveIncident', 'Resolve an incident'),
        params: idParams,
        body: resolveBody,
        response: { 200: detail },
      },
    },
    async (request) => {
      const incident = await existing(request.params.id);
      const change = { newStatus: 'RESOLVED' as const, body: request.body?.body, notifySubscribers: false };
      return { data: await incidentDetail(await updateIncident(incident, change, actorOf(request), deps), deps) };
    },
  );

  if (dialect === 'full') acknowledgementRoutes(app, context, existing);

  app.post(
    '/incidents/:id/updates',
    {
      schema: {
        ...describe('addIncidentUpdate', 'Add to the timeline of an incident'),
        params: idParams,
        body: updateBody(dialect),
        response: { 201: detail },
      },
    },
    async (request, reply) => {
      const incident = await existing(request.params.id);
      const updated = await updateIncident(incident, request.body, actorOf(request), deps);
      return reply.code(201).send({ data: await incidentDetail(updated, deps) });
    },
  );
}

/** What the contract knows of dispatches alone: somebody takes an incident on, also one of which no policy tells. */
function acknowledgementRoutes(
  app: Api,
  { deps, dialect }: RouteContext,
  existing: (id: string) => Promise<Incident>,
): void {
  const { engine } = deps;
  const detail = single(incidentDetailDto(dialect));
  const describe = (operationId: string, summary: string) => operation({ operationId, summary, tags: ['Incidents'] });

  app.post(
    '/incidents/:id/acknowledge',
    {
      schema: {
        ...describe('acknowledgeIncident', 'Take an incident on, for good or for a while: policies tell no more of it'),
        params: idParams,
        body: acknowledgeBody,
        response: { 200: detail },
      },
    },
    async (request) => {
      const { id } = await existing(request.params.id);
      const { body, snoozeMinutes } = request.body ?? {};
      await engine.acknowledgeIncident(id, {
        by: actorOf(request).name,
        ...(isGiven(body) && { body }),
        ...(isGiven(snoozeMinutes) && { snoozedUntilMs: Math.floor(deps.clock.wall()) + snoozeMinutes * 60_000 }),
      });
      return { data: await incidentDetail(await existing(id), deps) };
    },
  );

  app.post(
    '/incidents/:id/unacknowledge',
    {
      schema: {
        ...describe('unacknowledgeIncident', 'Give an incident back: policies tell of it again'),
        params: idParams,
        body: unacknowledgeBody,
        response: { 200: detail },
      },
    },
    async (request) => {
      const { id } = await existing(request.params.id);
      const { body } = request.body ?? {};
      await engine.unacknowledgeIncident(id, { by: actorOf(request).name, ...(isGiven(body) && { body }) });
      return { data: await incidentDetail(await existing(id), deps) };
    },
  );
}
