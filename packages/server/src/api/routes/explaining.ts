import { compareTracks, faredOf, type Monitor, type Policy } from '@upwatch/core';
import { REPLAY_LOOKS_MAX } from '../../replaying/recorded-past.ts';
import { replayPast } from '../../replaying/replay-past.ts';
import type { Span } from '../../stores/port.ts';
import type { Api, RouteContext } from '../api-instance.ts';
import { explanationOf } from '../incident-explanation.ts';
import { policyFrom } from '../monitor-input.ts';
import { existingMonitor } from '../monitor-views.ts';
import { pastAlerts } from '../past-alerts.ts';
import { notReplayed } from '../past-notes.ts';
import { pastTelling } from '../past-telling.ts';
import { presentComparison, presentFared } from '../present/explanation.ts';
import { isoTime } from '../present/time.ts';
import { invalid, notFound, Problem } from '../problem.ts';
import { explanationDto, replayBody, replayDto } from '../schemas/explaining.ts';
import { single } from '../schemas/paging.ts';
import { idParams, operation } from './operation.ts';

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
    const { actual, toldAtMs } = await pastAlerts(monitor, span, core);
    const told = await pastTelling(monitor, span, toldAtMs, deps);
    const replayed = await replayPast(deps, monitor, span, {
      telling: told.telling,
      ...(policy && { candidate: policy }),
    });
    if (!replayed) throw tooMany(span);
    if (replayed.looks === 0) throw noLooks(monitor, span, deps.config.retention.rawDays);
    const { inForce, candidate, undecided } = replayed.replay;
    return {
      monitorId: monitor.id,
      from: isoTime(span.fromMs),
      to: isoTime(span.toMs),
      looks: replayed.looks,
      undecidedLooks: undecided,
      notReplayed: [...notReplayed(monitor, span, told, replayed)],
      actual,
      inForce: presentFared(faredOf(inForce, span)),
      candidate: candidate ? presentFared(faredOf(candidate, span)) : null,
      comparison: candidate ? presentComparison(compareTracks(inForce, candidate, span)) : null,
    };
  }
}

function tooMany({ toMs }: Span): Problem {
  const what = `there are more than ${REPLAY_LOOKS_MAX} looks up to ${isoTime(toMs)}, with those that say how things stood`;
  return invalid('from', `from must be later: ${what}`);
}

/** Numbers made from nothing would look like a quiet time. */
function noLooks({ name, createdAtMs }: Monitor, { fromMs, toMs }: Span, rawDays: number): Problem {
  const since = `"${name}" was made at ${isoTime(createdAtMs)}, and single looks are kept for ${rawDays} days`;
  return invalid('from', `from and to must span looks, got none from ${isoTime(fromMs)} to ${isoTime(toMs)}: ${since}`);
}

function spanOf(fromMs: number, toMs: number, nowMs: number): Span {
  if (fromMs >= toMs) throw invalid('from', `from must be before to, got ${isoTime(fromMs)} and ${isoTime(toMs)}`);
  if (fromMs >= nowMs) throw invalid('from', `from must be in the past, got ${isoTime(fromMs)}`);
  // Of what is still to come nothing was seen.
  return { fromMs, toMs: Math.min(toMs, nowMs) };
}
