import { incidentTimeline } from '@upwatch/core';
import type { KeptEvaluation, KeptTransition } from '../../stores/port.ts';
import type { Api, RouteContext } from '../api-instance.ts';
import { timelineFacts } from '../incident-explanation.ts';
import { existingMonitor } from '../monitor-views.ts';
import { presentEntry } from '../present/explanation.ts';
import { presentEvaluation, presentSnapshot, presentTransition } from '../present/forensics.ts';
import { resultId, slotOfResultId } from '../present/result-id.ts';
import { notFound } from '../problem.ts';
import {
  checkParams,
  evaluationQuery,
  evaluationTable,
  hashParams,
  incidentTimelineDto,
  snapshotDto,
  timelineQuery,
  traceDto,
  transitionQuery,
  transitionTable,
} from '../schemas/forensics.ts';
import { pageRequest, single, tableOf } from '../schemas/paging.ts';
import { idParams, operation } from './operation.ts';

/** How things were decided: rule by rule, step by step, by which policy. */
export function forensicsRoutes(app: Api, context: RouteContext): void {
  const { deps, dialect } = context;
  const { forensics, incidents } = deps.core;
  const describe = (operationId: string, summary: string) => operation({ operationId, summary, tags: ['Forensics'] });

  async function snapshotOf(decided: readonly { readonly policyHash: string }[]) {
    const hash = decided.at(-1)?.policyHash;
    const snapshot = hash === undefined ? undefined : await forensics.snapshot(hash);
    return snapshot ? presentSnapshot(snapshot) : null;
  }

  app.get(
    '/forensics/monitors/:id/rule-evaluations',
    {
      schema: {
        ...describe('listMonitorRuleEvaluations', 'List how rules were judged, newest first'),
        params: idParams,
        querystring: evaluationQuery,
        response: { 200: evaluationTable(dialect) },
      },
    },
    async (request) => {
      const { ruleType, region, onlyMatched, from, to } = request.query;
      const monitor = await existingMonitor(request.params.id, context);
      const at = pageRequest(request.query);
      const filter = {
        monitorId: monitor.id,
        ...(ruleType && { type: ruleType }),
        ...(region !== undefined && { region }),
        ...(onlyMatched !== undefined && { onlyMatched }),
        ...spanOf({ from, to }),
      };
      return tableOf(await forensics.evaluations(filter, at), at, presentEvaluation);
    },
  );

  app.get(
    '/forensics/monitors/:id/transitions',
    {
      schema: {
        ...describe('listMonitorTransitions', "List the steps of a monitor's incidents, newest first"),
        params: idParams,
        querystring: transitionQuery,
        response: { 200: transitionTable(dialect) },
      },
    },
    async (request) => {
      const monitor = await existingMonitor(request.params.id, context);
      const at = pageRequest(request.query);
      const found = await forensics.transitions({ monitorId: monitor.id, ...spanOf(request.query) }, at);
      return tableOf(found, at, presentTransition);
    },
  );

  app.get(
    '/forensics/incidents/:id/timeline',
    {
      schema: {
        ...describe(
          'getIncidentTimeline',
          'Show everything that happened to an incident, and what brought its steps about',
        ),
        params: idParams,
        querystring: timelineQuery,
        response: { 200: single(incidentTimelineDto(dialect)) },
      },
    },
    async (request) => {
      const { id } = request.params;
      const incident = await incidents.get(id);
      if (!incident) throw notFound('incident', id);
      const [{ transitions, evaluations }, facts] = await Promise.all([
        forensics.ofIncident(id),
        timelineFacts(incident, deps.core),
      ]);
      const entries = incidentTimeline(facts);
      const { page, size } = request.query;
      const upTo = (page + 1) * size;
      return {
        data: {
          transitions: transitions.map(presentTransition),
          triggeringEvaluations: evaluations.map(presentEvaluation),
          policySnapshot: await snapshotOf(transitions),
          entries: entries.slice(page * size, upTo).map(presentEntry),
          entriesTotal: entries.length,
          hasMoreEntries: upTo < entries.length,
        },
      };
    },
  );

  app.get(
    '/forensics/policy-snapshots/:hashHex',
    {
      schema: {
        ...describe('getPolicySnapshot', 'Show a policy that something was decided by'),
        params: hashParams,
        response: { 200: single(snapshotDto(dialect)) },
      },
    },
    async (request) => {
      const hash = request.params.hashHex.toLowerCase();
      const snapshot = await forensics.snapshot(hash);
      if (!snapshot) throw notFound('policy with the hash', hash);
      return { data: presentSnapshot(snapshot) };
    },
  );

  app.get(
    '/forensics/traces/:checkId',
    {
      schema: {
        ...describe('getCheckTrace', 'Show what one look led to'),
        params: checkParams,
        response: { 200: single(traceDto(dialect)) },
      },
    },
    async (request) => {
      const checkId = request.params.checkId.toLowerCase();
      const { evaluations, transitions } = await traceOf(checkId);
      // A look that changed nothing was judged by nothing, and most are: that is no trace, not an empty one.
      if (evaluations.length + transitions.length === 0) throw notFound('trace of the check', checkId);
      return {
        data: {
          checkId,
          evaluations: evaluations.map(presentEvaluation),
          transitions: transitions.map(presentTransition),
          policySnapshot: await snapshotOf([...transitions, ...evaluations]),
        },
      };
    },
  );

  async function traceOf(checkId: string) {
    const slotMs = slotOfResultId(checkId);
    if (slotMs === undefined) return { evaluations: [], transitions: [] };
    const { evaluations, transitions } = await forensics.ofSlot(slotMs);
    const isOf = ({ monitorId, region }: Pick<KeptEvaluation, 'monitorId' | 'region'>): boolean =>
      resultId({ monitorId, region, slotMs }) === checkId;
    const hasLook = ({ monitorId, look }: KeptTransition): boolean =>
      look !== undefined && isOf({ monitorId, region: look.region });
    return { evaluations: evaluations.filter(isOf), transitions: transitions.filter(hasLook) };
  }
}

function spanOf({ from, to }: { readonly from?: number | undefined; readonly to?: number | undefined }) {
  return { ...(from !== undefined && { fromMs: from }), ...(to !== undefined && { toMs: to }) };
}
