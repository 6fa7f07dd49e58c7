import { matchOf, type NotificationPolicy, previewOf, type RoutingSubject } from '@upwatch/core';
import { readRoutingSubject } from '../routing-subject.ts';
import type { Api, RouteContext } from '../api-instance.ts';
import { actorOf } from '../caller.ts';
import { existingMonitor } from '../monitor-views.ts';
import { refuseIdleMatchRules } from '../new-rules.ts';
import { changedPolicy, policyFrom } from '../policy-input.ts';
import { readSubjects, refuseUnknownSubjects, subjectWarnings } from '../rule-subjects.ts';
import { presentPolicy, presentPreview } from '../present/notification-policy.ts';
import { isoTime } from '../present/time.ts';
import { notFound } from '../problem.ts';
import {
  dispatchDto,
  notificationPolicyBody,
  notificationPolicyChange,
  notificationPolicyDto,
  type PolicyTestBody,
  policyTestBody,
  policyTestResult,
  previewBody,
  previewResult,
} from '../schemas/notification-policies.ts';
import { pageQuery, pageRequest, single, table, tableOf, wholeTable } from '../schemas/paging.ts';
import { channelsById, dispatchesOnTheWire } from '../dispatch-views.ts';
import { idParams, nothing, operation } from './operation.ts';

/** What the contract's kinds of rule cannot say. */
const OURS = new Set(['monitor_name_matches', 'environment_in']);

/** Who is told of which incidents: list, make, show, change, delete, try out. */
export function notificationPolicyRoutes(app: Api, context: RouteContext): void {
  const { deps, dialect } = context;
  const { core, clock } = deps;
  const one = single(notificationPolicyDto(dialect));
  const describe = (operationId: string, summary: string) =>
    operation({ operationId, summary, tags: ['Notification policies'] });
  const isSayable = ({ matchRules }: NotificationPolicy): boolean =>
    dialect === 'full' || !matchRules.some(({ type }) => OURS.has(type));

  async function existing(id: string): Promise<NotificationPolicy> {
    const policy = await core.notificationPolicies.get(id);
    if (!policy || !isSayable(policy)) throw notFound('notification policy', id);
    return policy;
  }

  /** As they are shown, each with what may not be meant. */
  async function present(policies: readonly NotificationPolicy[]) {
    const subjects = await readSubjects(
      policies.flatMap(({ matchRules }) => matchRules),
      deps,
    );
    return policies.map((policy) =>
      presentPolicy(
        policy,
        subjectWarnings(policy.matchRules, subjects).map(({ message }) => message),
      ),
    );
  }
  const presentOne = async (policy: NotificationPolicy) => (await present([policy]))[0]!;

  app.get(
    '/notification-policies',
    {
      schema: {
        ...describe('listNotificationPolicies', 'List notification policies, higher priorities first'),
        response: { 200: table(notificationPolicyDto(dialect)) },
      },
    },
    async () => wholeTable(await present((await core.notificationPolicies.all()).filter(isSayable))),
  );

  app.post(
    '/notification-policies',
    {
      schema: {
        ...describe('createNotificationPolicy', 'Make a notification policy'),
        body: notificationPolicyBody(dialect),
        response: { 201: one },
      },
    },
    async (request, reply) => {
      const policy = policyFrom(request.body, deps.newId());
      if (dialect === 'full') refuseUnknownSubjects(policy.matchRules, await readSubjects(policy.matchRules, deps));
      const made = await core.notificationPolicies.create(policy, actorOf(request));
      return reply.code(201).send({ data: await presentOne(made) });
    },
  );

  app.get(
    '/notification-policies/:id',
    {
      schema: {
        ...describe('getNotificationPolicy', 'Show a notification policy'),
        params: idParams,
        response: { 200: one },
      },
    },
    async (request) => ({ data: await presentOne(await existing(request.params.id)) }),
  );

  app.put(
    '/notification-policies/:id',
    {
      schema: {
        ...describe('updateNotificationPolicy', 'Change a notification policy; what is left out stays'),
        params: idParams,
        body: notificationPolicyChange(dialect),
        response: { 200: one },
      },
    },
    async (request) => {
      const standing = await existing(request.params.id);
      const { matchRules } = changedPolicy(standing, request.body);
      if (dialect === 'full') {
        refuseIdleMatchRules(matchRules, standing.matchRules);
        refuseUnknownSubjects(matchRules, await readSubjects(matchRules, deps), standing.matchRules);
      }
      const { id } = standing;
      const change = (current: NotificationPolicy) => changedPolicy(current, request.body);
      return { data: await presentOne(await core.notificationPolicies.update(id, change, actorOf(request))) };
    },
  );

  app.delete(
    '/notification-policies/:id',
    {
      schema: {
        ...describe('deleteNotificationPolicy', 'Delete a notification policy; what it has begun goes no further'),
        params: idParams,
        response: nothing,
      },
    },
    async (request, reply) => {
      const { id } = await existing(request.params.id);
      await core.notificationPolicies.delete(id, actorOf(request));
      return reply.code(204).send();
    },
  );

  app.get(
    '/notification-policies/:id/dispatches',
    {
      schema: {
        ...describe('listNotificationPolicyDispatches', 'List what a policy has done, newest first'),
        params: idParams,
        querystring: pageQuery,
        response: { 200: table(dispatchDto(dialect)) },
      },
    },
    async (request) => {
      const { id } = await existing(request.params.id);
      const at = pageRequest(request.query);
      const { items, total } = await core.dispatches.listByPolicy(id, at);
      return tableOf({ items: await dispatchesOnTheWire(items, core), total }, at, (shown) => shown);
    },
  );

  app.post(
    '/notification-policies/:id/test',
    {
      schema: {
        ...describe('testNotificationPolicy', 'Say which rules of a policy match an incident; nobody is told'),
        params: idParams,
        body: policyTestBody,
        response: { 200: single(policyTestResult) },
      },
    },
    async (request) => {
      const policy = await existing(request.params.id);
      const { matched, matchedRules, unmatchedRules } = matchOf(policy, await subjectOf(request.body, context));
      return { data: { matched, matchedRules: [...matchedRules], unmatchedRules: [...unmatchedRules] } };
    },
  );

  if (dialect === 'compat') return;
  app.post(
    '/notification-policies/preview',
    {
      schema: {
        ...describe('previewNotifications', 'Say who would be told of a monitor, and when; nobody is told'),
        body: previewBody,
        response: { 200: single(previewResult) },
      },
    },
    async (request) => {
      const { monitorId, severity, at } = request.body;
      const monitor = await existingMonitor(monitorId, context);
      const asked = { severity: severity ?? ('DOWN' as const), atMs: at ?? Math.floor(clock.wall()) };
      const channels = await channelsById(core);
      const preview = previewOf({
        policies: await core.notificationPolicies.all(),
        subject: { ...(await knownOf(monitorId, context)), severity: asked.severity },
        reachable: new Set(channels.keys()),
        ...(monitor.channelIds && { directChannelIds: monitor.channelIds }),
        atMs: asked.atMs,
      });
      const { severity: shown, atMs } = asked;
      return { data: { monitorId, severity: shown, at: isoTime(atMs), ...presentPreview(preview, channels) } };
    },
  );
}

/** What is known of a monitor that exists. */
async function knownOf(monitorId: string, context: RouteContext): Promise<RoutingSubject> {
  const monitor = await existingMonitor(monitorId, context);
  const { id, name, regions } = monitor;
  const subject = await readRoutingSubject(monitor, context.deps.core);
  return { ...subject, monitorId: id, monitorName: name, regions };
}

/** An incident as a test describes it: what it says of the monitor counts before what is known of it. */
async function subjectOf(body: PolicyTestBody, context: RouteContext): Promise<RoutingSubject> {
  if (!body) return {};
  const { severity, monitorId, regions, eventType, monitorType, serviceId, componentName, resourceGroupIds } = body;
  const known = typeof monitorId === 'string' ? await knownOf(monitorId, context) : {};
  return {
    ...known,
    status: eventType === 'INCIDENT_RESOLVED' ? 'RESOLVED' : 'CONFIRMED',
    ...(severity && { severity }),
    ...(regions && { regions }),
    ...(typeof monitorType === 'string' && { monitorType }),
    ...(typeof serviceId === 'string' && { serviceId }),
    ...(typeof componentName === 'string' && { componentName }),
    ...(resourceGroupIds && { resourceGroupIds }),
  };
}
