/** What belongs to one monitor: tags, channels, assertions, policy, versions. */
import { type Monitor, referencesInAssertions, type StoredAssertion } from '@upwatch/core';
import { z } from 'zod';
import type { Api, RouteContext } from '../api-instance.ts';
import { changeMonitor } from '../monitor-changes.ts';
import { newTagsOf, policyFrom, storedAssertions, unfitting } from '../monitor-input.ts';
import { refuseIdleTriggerRules } from '../new-rules.ts';
import { checkedSettings } from '../monitor-settings.ts';
import type { Naming } from '../../vault/known-references.ts';
import { refuseMisfits } from '../policy-fit.ts';
import { existingMonitor, showVersions } from '../monitor-views.ts';
import { presentAssertion, presentPolicy } from '../present/monitor.ts';
import { presentTag } from '../present/tag.ts';
import { notFound, Problem } from '../problem.ts';
import { type AssertionBody, assertionBody, assertionDto } from '../schemas/assertions.ts';
import { channelIdsBody, versionDto } from '../schemas/monitors.ts';
import { listQuery, pageRequest, single, table, tableOf, wholeTable } from '../schemas/paging.ts';
import { policyChangeBody, policyDto } from '../schemas/policies.ts';
import { monitorTags, removedTags, tagDto } from '../schemas/tags.ts';
import { id, pathNumber, uuid } from '../schemas/values.ts';
import { idParams, nothing, operation } from './operation.ts';

const monitorParams = z.object({ monitorId: id });
const assertionParams = z.object({ monitorId: id, assertionId: id });

export function monitorTagRoutes(app: Api, context: RouteContext): void {
  const { core } = context.deps;
  const list = table(tagDto(context.dialect));
  const describe = (operationId: string, summary: string) => operation({ operationId, summary, tags: ['Monitors'] });

  async function tagsOf(tagIds: readonly string[]) {
    return wholeTable((await core.tags.byIds(tagIds)).map(presentTag));
  }

  app.get(
    '/monitors/:id/tags',
    { schema: { ...describe('listMonitorTags', "List a monitor's tags"), params: idParams, response: { 200: list } } },
    async (request) => tagsOf((await existingMonitor(request.params.id, context)).tagIds),
  );

  app.post(
    '/monitors/:id/tags',
    {
      schema: {
        ...describe('addMonitorTags', 'Tag a monitor'),
        params: idParams,
        body: monitorTags,
        response: { 200: list },
      },
    },
    async (request) => {
      const { body, params } = request;
      const add = (current: { readonly tagIds: readonly string[] }) => ({
        tagIds: [...new Set([...current.tagIds, ...(body.tagIds ?? [])])],
      });
      return tagsOf((await changeMonitor(params.id, add, request, context, newTagsOf(body))).tagIds);
    },
  );

  app.delete(
    '/monitors/:id/tags',
    {
      schema: {
        ...describe('removeMonitorTags', 'Take tags off a monitor'),
        params: idParams,
        body: removedTags,
        response: nothing,
      },
    },
    async (request, reply) => {
      const gone = new Set(request.body.tagIds);
      const remove = (current: { readonly tagIds: readonly string[] }) => ({
        tagIds: current.tagIds.filter((tagId) => !gone.has(tagId)),
      });
      await changeMonitor(request.params.id, remove, request, context);
      return reply.code(204).send();
    },
  );
}

export function monitorChannelRoutes(app: Api, context: RouteContext): void {
  app.put(
    '/monitors/:monitorId/alert-channels',
    {
      schema: {
        ...operation({
          operationId: 'setMonitorAlertChannels',
          summary: 'Say which channels a monitor tells',
          description: 'An empty list tells nobody.',
          tags: ['Monitors'],
        }),
        params: monitorParams,
        body: channelIdsBody,
        response: { 200: single(z.array(uuid)) },
      },
    },
    async (request) => {
      const channelIds = [...new Set(request.body.channelIds)];
      const monitor = await changeMonitor(request.params.monitorId, () => ({ channelIds }), request, context);
      return { data: [...(monitor.channelIds ?? [])] };
    },
  );
}

export function monitorAssertionRoutes(app: Api, context: RouteContext): void {
  const { deps, dialect } = context;
  const one = single(assertionDto(dialect));
  const body = assertionBody(dialect);
  const describe = (operationId: string, summary: string) => operation({ operationId, summary, tags: ['Monitors'] });
  /** @throws Problem for what they may not name */
  const fitting = (monitor: Naming, assertions: readonly StoredAssertion[]): readonly StoredAssertion[] => {
    if (referencesInAssertions(assertions).length > 0) checkedSettings({ ...monitor, assertions }, deps);
    return assertions;
  };

  app.post(
    '/monitors/:monitorId/assertions',
    {
      schema: {
        ...describe('createMonitorAssertion', 'Add an assertion'),
        params: monitorParams,
        body,
        response: { 201: one },
      },
    },
    async (request, reply) => {
      const { monitorId } = request.params;
      const { type } = await existingMonitor(monitorId, context);
      demandFitting(request.body, type);
      const [added] = storedAssertions([request.body], type, deps);
      const monitor = await changeMonitor(
        monitorId,
        (current) => ({ assertions: fitting(current, [...current.assertions, added!]) }),
        request,
        context,
      );
      return reply.code(201).send({ data: presentAssertion(added!, monitor.id) });
    },
  );

  app.put(
    '/monitors/:monitorId/assertions/:assertionId',
    {
      schema: {
        ...describe('updateMonitorAssertion', 'Replace an assertion'),
        params: assertionParams,
        body,
        response: { 200: one },
      },
    },
    async (request) => {
      const { monitorId, assertionId } = request.params;
      const { config, severity } = request.body;
      const monitor = await changeMonitor(
        monitorId,
        (current) => {
          if (!current.assertions.some((one) => one.id === assertionId)) throw notFound('assertion', assertionId);
          demandFitting(request.body, current.type);
          const next = current.assertions.map((one) =>
            one.id === assertionId ? { id: one.id, config, severity: severity ?? one.severity } : one,
          );
          return { assertions: fitting(current, next) };
        },
        request,
        context,
      );
      return { data: presentAssertion(monitor.assertions.find((one) => one.id === assertionId)!, monitorId) };
    },
  );

  app.delete(
    '/monitors/:monitorId/assertions/:assertionId',
    {
      schema: {
        ...describe('deleteMonitorAssertion', 'Remove an assertion'),
        params: assertionParams,
        response: nothing,
      },
    },
    async (request, reply) => {
      const { monitorId, assertionId } = request.params;
      await changeMonitor(
        monitorId,
        (current) => {
          if (!current.assertions.some((one) => one.id === assertionId)) throw notFound('assertion', assertionId);
          return { assertions: current.assertions.filter((one) => one.id !== assertionId) };
        },
        request,
        context,
      );
      return reply.code(204).send();
    },
  );
}

/** @throws Problem for an assertion that says nothing of what a monitor of the type watches */
function demandFitting({ config }: AssertionBody, type: string): void {
  const [fault] = unfitting(config.type, type, 'config.type');
  if (fault) throw new Problem('VALIDATION_FAILED', fault.message, { errors: [fault] });
}

export function monitorPolicyRoutes(app: Api, context: RouteContext): void {
  const dto = policyDto(context.dialect);
  const describe = (operationId: string, summary: string) => operation({ operationId, summary, tags: ['Monitors'] });

  app.get(
    '/monitors/:monitorId/policy',
    {
      schema: {
        ...describe('getMonitorPolicy', "Show a monitor's policy"),
        params: monitorParams,
        response: { 200: dto },
      },
    },
    async (request) => presentPolicy(await existingMonitor(request.params.monitorId, context)),
  );

  app.put(
    '/monitors/:monitorId/policy',
    {
      schema: {
        ...describe('setMonitorPolicy', "Set a monitor's policy"),
        params: monitorParams,
        body: policyChangeBody,
        response: { 200: dto },
      },
    },
    async (request) => {
      const change = (current: Monitor) => {
        const { policy, inherits = [] } = current;
        if (context.dialect === 'full') refuseIdleTriggerRules(request.body, policy);
        const patch = {
          policy: policyFrom(request.body, policy),
          inherits: inherits.filter((field) => field !== 'incidentPolicy'),
        };
        refuseMisfits(current, { ...current, ...patch }, []);
        return patch;
      };
      return presentPolicy(await changeMonitor(request.params.monitorId, change, request, context));
    },
  );
}

export function monitorVersionRoutes(app: Api, context: RouteContext): void {
  const { core } = context.deps;
  const dto = versionDto(context.dialect);
  const describe = (operationId: string, summary: string) => operation({ operationId, summary, tags: ['Monitors'] });

  app.get(
    '/monitors/:id/versions',
    {
      schema: {
        ...describe('listMonitorVersions', 'List what a monitor has been, newest first'),
        params: idParams,
        querystring: listQuery(['version'], {}),
        response: { 200: table(dto) },
      },
    },
    async (request) => {
      await existingMonitor(request.params.id, context);
      const at = pageRequest(request.query);
      const page = await core.monitors.versions(request.params.id, at);
      return tableOf({ items: await showVersions(page.items, context), total: page.total }, at, (row) => row);
    },
  );

  app.get(
    '/monitors/:id/versions/:version',
    {
      schema: {
        ...describe('getMonitorVersion', 'Show what a monitor was'),
        params: z.object({ id, version: pathNumber }),
        response: { 200: single(dto) },
      },
    },
    async (request) => {
      const { params } = request;
      await existingMonitor(params.id, context);
      const version = await core.monitors.version(params.id, params.version);
      const [data] = version ? await showVersions([version], context) : [];
      if (!data) throw notFound('version', String(params.version));
      return { data };
    },
  );
}
