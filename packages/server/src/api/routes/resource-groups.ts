import type { ResourceGroup } from '@upwatch/core';
import type { GroupMember } from '../../stores/port.ts';
import type { Api, RouteContext } from '../api-instance.ts';
import { actorOf } from '../caller.ts';
import { changedGroup, groupFrom } from '../group-input.ts';
import { type GroupSupposed, refuseUnfittingMembers } from '../member-environments.ts';
import { metricsOf } from '../member-metrics.ts';
import { type MemberView, presentGroup, presentHealth, presentMember } from '../present/resource-group.ts';
import { invalid, notFound } from '../problem.ts';
import { pageQuery, single, table, wholeTable } from '../schemas/paging.ts';
import {
  groupBody,
  groupChange,
  groupDto,
  groupQuery,
  healthDto,
  memberBody,
  memberDto,
  memberParams,
} from '../schemas/resource-groups.ts';
import { idParams, nothing, operation } from './operation.ts';

const tags = ['Resource groups'];

/** Resource groups: list, make, show, change, delete, health, members. */
export function resourceGroupRoutes(app: Api, { deps, dialect }: RouteContext): void {
  const { core, groups, engine, references } = deps;
  const one = single(groupDto(dialect));
  const describe = (operationId: string, summary: string, description?: string) =>
    operation({ operationId, summary, tags, ...(description !== undefined && { description }) });

  async function viewOf(member: GroupMember, isMeasured: boolean): Promise<MemberView> {
    const { monitorId } = member;
    const monitor = await core.monitors.get(monitorId);
    const metrics = monitor && isMeasured ? await metricsOf(monitor, deps) : undefined;
    const { environmentId } = monitor ?? {};
    const environmentName = environmentId === undefined ? undefined : references.environmentOf(environmentId)?.name;
    const standing = { state: engine.stateOf(monitorId), status: groups.statusOf(monitorId) };
    return { member, monitor, environmentName, metrics, ...standing };
  }

  function known(groupId: string) {
    const found = groups.get(groupId);
    if (!found) throw notFound('resource group', groupId);
    return found;
  }

  function healthOf(groupId: string) {
    const found = known(groupId);
    const own = found.state.incident ? 1 : 0;
    const ofMembers = found.members.filter(({ monitorId }) => engine.stateOf(monitorId).incident).length;
    return presentHealth(groups.healthOf(found), own + ofMembers);
  }

  /** @param change of a group that is not made yet @param field of the request */
  const refuseUnfitting = (change: Omit<GroupSupposed, 'field'>, field: string) =>
    refuseUnfittingMembers({ ...change, field }, deps);
  const idsOf = (members: readonly GroupMember[]) => members.map(({ monitorId }) => monitorId);

  /** Member by member: a large group is not read from history all at once. */
  async function show(group: ResourceGroup, isMeasured = false) {
    const views: MemberView[] = [];
    for (const member of known(group.id).members) views.push(await viewOf(member, isMeasured));
    return presentGroup(group, healthOf(group.id), views);
  }

  app.get(
    '/resource-groups',
    {
      schema: {
        ...describe('listResourceGroups', 'List resource groups'),
        querystring: pageQuery,
        response: { 200: table(groupDto(dialect)) },
      },
    },
    async (request) => {
      const { page, size } = request.query;
      const all = groups.all();
      const shown = await Promise.all(all.slice(page * size, (page + 1) * size).map(({ group }) => show(group)));
      return {
        ...wholeTable(shown),
        hasNext: (page + 1) * size < all.length,
        hasPrev: page > 0,
        totalElements: all.length,
        totalPages: Math.ceil(all.length / size),
      };
    },
  );

  app.post(
    '/resource-groups',
    {
      schema: { ...describe('createResourceGroup', 'Make a resource group'), body: groupBody, response: { 201: one } },
    },
    async (request, reply) => {
      const made = await core.resourceGroups.create(groupFrom(request.body, deps.newId()), actorOf(request));
      return reply.code(201).send({ data: await show(made) });
    },
  );

  app.get(
    '/resource-groups/:id',
    {
      schema: {
        ...describe('getResourceGroup', 'Show a resource group with its members'),
        params: idParams,
        querystring: groupQuery,
        response: { 200: one },
      },
    },
    async (request) => ({ data: await show(known(request.params.id).group, request.query.includeMetrics) }),
  );

  app.put(
    '/resource-groups/:id',
    {
      schema: {
        ...describe(
          'updateResourceGroup',
          'Change a resource group',
          'What is left out stays, null takes away. Members follow what they leave to it; a change by which one of them would name a variable that is not there is refused.',
        ),
        params: idParams,
        body: groupChange,
        response: { 200: one },
      },
    },
    async (request) => {
      const change = (current: ResourceGroup) => changedGroup(current, request.body);
      const { group, members } = known(request.params.id);
      await refuseUnfitting(
        { groupId: group.id, group: change(group), members: idsOf(members) },
        'defaultEnvironmentId',
      );
      const changed = await core.resourceGroups.update(group.id, change, actorOf(request));
      return { data: await show(changed) };
    },
  );

  app.delete(
    '/resource-groups/:id',
    {
      schema: {
        ...describe('deleteResourceGroup', 'Delete a resource group; its members stay'),
        params: idParams,
        response: nothing,
      },
    },
    async (request, reply) => {
      const { group, members } = known(request.params.id);
      await refuseUnfitting({ groupId: group.id, members: idsOf(members) }, 'id');
      await core.resourceGroups.delete(group.id, actorOf(request));
      // Those that were told of its incident are to hear that it is over.
      deps.dispatcher.wake();
      return reply.code(204).send();
    },
  );

  app.get(
    '/resource-groups/:id/health',
    {
      schema: {
        ...describe('getResourceGroupHealth', 'How a resource group stands'),
        params: idParams,
        response: { 200: single(healthDto(dialect)) },
      },
    },
    async (request) => ({ data: healthOf(request.params.id) }),
  );

  app.post(
    '/resource-groups/:id/members',
    {
      schema: {
        ...describe('addResourceGroupMember', 'Put a monitor into a resource group'),
        params: idParams,
        body: memberBody,
        response: { 201: single(memberDto(dialect)) },
      },
    },
    async (request, reply) => {
      const { memberType, memberId } = request.body;
      if (memberType === 'service') {
        throw invalid('memberType', 'memberType must be monitor: this server has no services, got "service"');
      }
      const { group } = known(request.params.id);
      await refuseUnfitting({ groupId: group.id, group, members: [memberId] }, 'memberId');
      const wanted = { id: deps.newId(), groupId: group.id, monitorId: memberId };
      const member = await core.resourceGroups.addMember(wanted, actorOf(request));
      return reply.code(201).send({ data: presentMember(await viewOf(member, true)) });
    },
  );

  app.delete(
    '/resource-groups/:id/members/:memberId',
    {
      schema: {
        ...describe(
          'removeResourceGroupMember',
          'Take a monitor out of a resource group, by its id or that of the member',
        ),
        params: memberParams,
        response: nothing,
      },
    },
    async (request, reply) => {
      const { group, members } = known(request.params.id);
      const gone = members.find(({ id, monitorId }) => [id, monitorId].includes(request.params.memberId));
      await refuseUnfitting({ groupId: group.id, members: gone ? [gone.monitorId] : [] }, 'memberId');
      await core.resourceGroups.removeMember(group.id, request.params.memberId, actorOf(request));
      return reply.code(204).send();
    },
  );
}
