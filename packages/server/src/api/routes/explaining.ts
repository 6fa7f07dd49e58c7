import { compareTracks, faredOf, type Incident, type Monitor, type Policy } from '@upwatch/core';
import { REPLAY_LOOKS_MAX } from '../../replaying/recorded-past.ts';
import { replayPast } from '../../replaying/replay-past.ts';
import type { Span } from '../../stores/port.ts';
import type { Api, RouteContext } from '../api-instance.ts';
import { explanationOf } from '../incident-explanation.ts';
import { policyFrom } from '../monitor-input.ts';
import { existingMonitor } from '../monitor-views.ts';
import { pastTelling } from '../past-telling.ts';
import { presentComparison, presentFared } from '../present/explanation.ts';
import { isoTime } from '../present/time.ts';
import { invalid, notFound, Problem } from '../problem.ts';
import { explanationDto, replayBody, replayDto } from '../schemas/explaining.ts';
import { single } from '../schemas/paging.ts';
import { idParams, operation } from './operation.ts';

/** Incidents of a monitor that are counted: more than anybody has in the span of a replay. */
const INCIDENTS_MAX = 1_000;

/** Said with every answer: numbers that leave something out say so. */
const NOT_REPLAYED = [
  'Alerts are those of the first step of each notification policy: no acknowledgement, later step, repeat or fallback.',
  'Quiet hours and storm control, which put alerts off or together, change no count.',
  'Channels, policies, dependencies and maintenance windows are taken as they are now.',
];

/** Why it was decided so, and what another policy would have decided. The contract has neither. */
export function explainingRoutes(app: Api, context: RouteContext): void {
  const { deps, dialect } = context;
  if (dialect === 'compat') return;
  const { core } = deps;
  const describe = (operationId: string, summary: string, description: string) =>
    operation({ operationId, summary, description, tags: ['Forensics'] });
  let isReplaying = false;

  app.get(
    '/incidents/:id/explanation',
    {
      schema: {
        ...describe(
          'explainIncident',
          'Explain an incident',
          'Why it fired, what each region saw, what was different, who was told and who was not: as data and in sentences.',
        ),
        params: idParams,
        response: { 200: single(explanationDto) },
      },
    },
    async (request) => {
      const incident = await core.incidents.get(request.params.id);
      if (!incident) throw notFound('incident', request.params.id);
      return { data: await explanationOf(incident, deps) };
    },
  );

  app.post(
    '/monitors/:id/policy/replay',
    {
      schema: {
        ...describe(
          'replayMonitorPolicy',
          'Replay the past under a policy',
          'Decides the recorded looks of a span again, as they were decided, and as the policy of the body would have.',
        ),
        params: idParams,
        body: replayBody,
        response: { 200: single(replayDto) },
      },
    },
    async (request) => {
      const monitor = await existingMonitor(request.params.id, context);
      const { from, to, policy } = request.body;
      const span = spanOf(from, to, deps.clock.wall());
      const candidate = policy ? policyFrom(policy) : undefined;
      // Each holds its looks in memory: one at a time.
      if (isReplaying) throw new Problem('CONFLICT', 'another replay is running: try again in a few seconds');
      isReplaying = true;
      try {
        return { data: await replayOf(monitor, span, candidate) };
      } finally {
        isReplaying = false;
      }
    },
  );

  async function replayOf(monitor: Monitor, span: Span, policy: Policy | undefined) {
    const replayed = await replayPast(deps, monitor, span, {
      telling: await pastTelling(monitor, span, deps),
      ...(policy && { candidate: policy }),
    });
    if (!replayed) {
      throw invalid(
        'from',
        `from must be later: there are more than ${REPLAY_LOOKS_MAX} looks up to ${isoTime(span.toMs)}`,
      );
    }
    const { inForce, candidate, undecided } = replayed.replay;
    return {
      monitorId: monitor.id,
      from: isoTime(span.fromMs),
      to: isoTime(span.toMs),
      looks: replayed.looks,
      undecidedLooks: undecided,
      notReplayed: NOT_REPLAYED,
      actual: await actualOf(monitor, span),
      inForce: presentFared(faredOf(inForce, span)),
      candidate: candidate ? presentFared(faredOf(candidate, span)) : null,
      comparison: candidate ? presentComparison(compareTracks(inForce, candidate, span)) : null,
    };
  }

  /** What the stores say of the span. */
  async function actualOf({ id }: Monitor, { fromMs, toMs }: Span) {
    const { items } = await core.incidents.list({ monitorId: id, startedToMs: toMs }, { page: 0, size: INCIDENTS_MAX });
    const isIn = (ms: number | undefined): boolean => ms !== undefined && ms >= fromMs && ms < toMs;
    const touching = items.filter(
      ({ source, resolvedAtMs }) => source === 'AUTOMATIC' && (resolvedAtMs ?? toMs) >= fromMs,
    );
    const deliveries = (await Promise.all(touching.map((one) => core.outbox.listByIncident(one.id)))).flat();
    const openings = deliveries.filter(
      ({ kind, createdAtMs }) => kind !== 'INCIDENT_RESOLVED' && kind !== 'NOTICE' && isIn(createdAtMs),
    );
    return {
      incidents: touching.filter(({ confirmedAtMs }: Incident) => isIn(confirmedAtMs)).length,
      pages: new Set(openings.map(({ incidentId, sequence }) => `${incidentId} ${sequence}`)).size,
      alerts: deliveries.filter(({ createdAtMs }) => isIn(createdAtMs)).length,
    };
  }
}

function spanOf(fromMs: number, toMs: number, nowMs: number): Span {
  if (fromMs >= toMs) throw invalid('from', `from must be before to, got ${isoTime(fromMs)} and ${isoTime(toMs)}`);
  if (fromMs >= nowMs) throw invalid('from', `from must be in the past, got ${isoTime(fromMs)}`);
  // Of what is still to come nothing was seen.
  return { fromMs, toMs: Math.min(toMs, nowMs) };
}
