/** Who is told of an opening and of an end: the channels of the monitor, and what its policies make of it. */
import type { IncidentTie } from '../deciding/state.ts';
import type { AlertKind } from './alert.ts';
import type { Recipient, Telling } from './alert-planning.ts';
import type { Dispatch, StepOfDispatch } from './dispatch.ts';
import { type Fired, fireDue, type Firing } from './firing.ts';
import type { Incident, IncidentSeverity } from './incident.ts';
import type { NotificationPolicy } from './notification-policy.ts';
import { quietUntil } from './quiet-hours.ts';
import { beginRound, hasReachableStep, newDispatch, reopenRound } from './dispatch-round.ts';
import { policiesFor } from './routing.ts';
import { abandonDispatch, endDispatch, silencedAtEnd } from './standing-down.ts';
import { begunAnewInWords, unmannedInWords } from './unmanned.ts';

/** The part of a tie that telling is about. What is told next has the next sequence. */
type Tie = Pick<IncidentTie, 'sequence' | 'toldChannelIds' | 'directChannelIds' | 'dispatches'>;

/** Whom to tell now, and what the tie remembers of it. */
export interface Audience {
  readonly told: Omit<Tie, 'sequence'>;
  readonly recipients: readonly Recipient[];
  /** Those that are new or have changed. */
  readonly dispatches: readonly Dispatch[];
  /** Steps that were due and have no channel left. */
  readonly unmanned: readonly StepOfDispatch[];
  /** What of that the incident's story says: what would otherwise look like silence. */
  readonly words: readonly string[];
}

/** What decides who is told of an opening. */
export interface OpeningInput extends Telling {
  readonly incident: Incident;
  readonly kind: Exclude<AlertKind, 'INCIDENT_RESOLVED' | 'NOTICE'>;
  /** As it stands now. */
  readonly severity: IncidentSeverity;
  readonly regions: readonly string[];
  readonly tie: Tie;
  /** The policies' work on the incident as it was when it ended, where it comes back. */
  readonly earlier?: readonly Dispatch[] | undefined;
}

/** Tells of an opening: every policy that matches begins its work, or begins it anew. */
export function audienceOfOpening(given: OpeningInput): Audience {
  const reachable = reachableOf(given);
  const matching = matchingPolicies(given, reachable);
  const known = given.tie.dispatches ?? given.earlier ?? [];
  const earlier = given.kind === 'INCIDENT_REOPENED' && !given.tie.dispatches ? known : [];
  const begun = matching.map((policy) => begin(policy, given, known, reachable));
  // A policy that does not match any more stops; what it told is kept, for the end.
  const left = known
    .filter(({ policyId }) => !matching.some(({ id }) => id === policyId))
    .map((dispatch) => abandonDispatch(given.tie.dispatches ? dispatch : unsaid(dispatch), given.nowMs));
  const isDirect = given.namesChannels === true || matching.length === 0;
  const direct = isDirect ? given.channels.map(({ id }) => id) : [];
  const fired = fireAll([...begun, ...left], given, direct);
  const before = given.tie.directChannelIds ?? given.tie.toldChannelIds;
  const { dispatches } = fired;
  return {
    recipients: fired.recipients,
    dispatches: dispatches.filter((dispatch) => !known.includes(dispatch)),
    unmanned: fired.unmanned,
    words: [
      ...begun.flatMap((dispatch, place) => begunAnewInWords(dispatch, matching[place]!, earlier)),
      ...fired.words,
    ],
    told: {
      toldChannelIds: union(
        given.tie.toldChannelIds,
        fired.recipients.map(({ channelId }) => channelId),
      ),
      ...(dispatches.length > 0 && { dispatches, directChannelIds: union(before, direct) }),
    },
  };
}

/** What is due of the policies' work while an incident stands; undefined when nothing is. */
export function audienceOfEscalation(given: Telling & { readonly severity: IncidentSeverity; readonly tie: Tie }) {
  const { tie, nowMs } = given;
  const known = tie.dispatches ?? [];
  const enabled = new Set((given.policies ?? []).flatMap(({ id, isEnabled }) => (isEnabled ? [id] : [])));
  const running = known.map((dispatch) =>
    enabled.has(dispatch.policyId) ? dispatch : abandonDispatch(dispatch, nowMs),
  );
  const fired = fireAll(running, given, []);
  const dispatches = fired.dispatches.filter((dispatch) => !known.includes(dispatch));
  return dispatches.length === 0 ? undefined : audienceAfter(tie, fired, dispatches);
}

/**
 * Tells of a changed severity: whoever was told of the incident, once each, and the policies that begin because it is now a
 * matter of theirs. One that was at work goes on, also where it would not begin any more: what it told stays to be ended.
 */
export function audienceOfSeverity(given: OpeningInput): { readonly audience: Audience; readonly newIds: Set<string> } {
  const { tie, nowMs, newId, incident, severity } = given;
  const reachable = reachableOf(given);
  const known = tie.dispatches ?? [];
  const begun = matchingPolicies(given, reachable)
    .filter(({ id }) => !known.some(({ policyId }) => policyId === id))
    .map((policy) => newDispatch(policy, { id: newId(), incidentId: incident.id, nowMs }));
  const fired = fireAll(begun, given, []);
  const direct = new Set(tie.directChannelIds ?? tie.toldChannelIds);
  const told = tie.toldChannelIds
    .filter((id) => reachable.has(id))
    .map((channelId): Recipient => {
      const [teller] = direct.has(channelId) ? [] : known.filter((one) => one.toldChannelIds.includes(channelId));
      const quiet = teller && quietUntil(policyOf(teller, given)?.quietHours, severity, nowMs);
      return { channelId, ...(teller && { firing: firingOf(teller) }), ...soonest([quiet]) };
    });
  const others = fired.recipients.filter(({ channelId }) => !told.some((one) => one.channelId === channelId));
  const recipients = [...told, ...others];
  const dispatches = [...known, ...fired.dispatches];
  const audience = audienceAfter(tie, { ...fired, dispatches, recipients }, fired.dispatches);
  return { audience, newIds: new Set(others.map(({ channelId }) => channelId)) };
}

/** The same of firings that were made elsewhere: a fallback. */
export function audienceAfter(
  tie: Tie,
  fired: Pick<Audience, 'dispatches' | 'recipients'> & Partial<Pick<Audience, 'unmanned' | 'words'>>,
  changed: readonly Dispatch[],
): Audience {
  const { unmanned = [], words = [] } = fired;
  return {
    recipients: fired.recipients,
    dispatches: changed,
    unmanned,
    words,
    told: {
      toldChannelIds: union(
        tie.toldChannelIds,
        fired.recipients.map(({ channelId }) => channelId),
      ),
      dispatches: fired.dispatches,
      directChannelIds: tie.directChannelIds ?? tie.toldChannelIds,
    },
  };
}

/** Tells of the end: those that were told and still exist, but for those that a policy wants left alone. */
export function audienceOfEnd(given: Telling & { readonly tie: Tie; readonly severity: IncidentSeverity }): {
  readonly recipients: readonly Recipient[];
  readonly dispatches: readonly Dispatch[];
} {
  const { tie, nowMs, severity } = given;
  const reachable = reachableOf(given);
  const dispatches = tie.dispatches ?? [];
  const direct = new Set(tie.directChannelIds ?? tie.toldChannelIds);
  const recipients = tie.toldChannelIds
    .filter((id) => reachable.has(id))
    .flatMap((channelId): readonly Recipient[] => {
      if (direct.has(channelId)) return [{ channelId }];
      const tellers = dispatches.filter(({ toldChannelIds }) => toldChannelIds.includes(channelId));
      const willing = tellers.filter((one) => !silencedAtEnd(one, policyOf(one, given)).includes(channelId));
      if (tellers.length > 0 && willing.length === 0) return [];
      const waits = willing.map((one) => quietUntil(policyOf(one, given)?.quietHours, severity, nowMs));
      const [first] = willing;
      return [{ channelId, ...(first && { firing: firingOf(first) }), ...soonest(waits) }];
    });
  return { recipients, dispatches: dispatches.map((dispatch) => endDispatch(dispatch, nowMs)) };
}

/** An end is told once, however often the step was. */
function firingOf({ id, currentStep }: Dispatch): NonNullable<Recipient['firing']> {
  return { dispatchId: id, stepNumber: Math.max(1, currentStep), fireCount: 1 };
}

/** One that need not wait does not. */
function soonest(waits: readonly (number | undefined)[]): Pick<Recipient, 'notBeforeMs'> {
  const known = waits.filter((ms) => ms !== undefined);
  return known.length === 0 || known.length < waits.length ? {} : { notBeforeMs: Math.min(...known) };
}

/** Every dispatch fires what is due; a channel that several reach is told once: by whoever need not wait, then by priority. */
function fireAll(
  dispatches: readonly Dispatch[],
  given: Telling & { readonly severity: IncidentSeverity; readonly tie: Tie },
  direct: readonly string[],
): Omit<Audience, 'told'> {
  const { severity, nowMs, tie } = given;
  const reachable = reachableOf(given);
  const results = dispatches.map((dispatch) => {
    const policy = policyOf(dispatch, given);
    return policy ? fireDue(dispatch, { policy, severity, reachable, nowMs }) : { dispatch, firings: [], unmanned: [] };
  });
  return {
    dispatches: results.map((fired) => withTold(fired, tie.sequence + 1)),
    recipients: recipientsOf(
      results.flatMap(({ firings }) => firings),
      direct,
    ),
    unmanned: results.flatMap(({ dispatch, unmanned }) =>
      unmanned.map((stepNumber) => ({ dispatchId: dispatch.id, stepNumber })),
    ),
    words: results.flatMap(unmannedInWords),
  };
}

/** A dispatch that remembers by which alerts its steps were told, though it be another's firing that took them along. */
function withTold({ dispatch, firings }: Fired, sequence: number): Dispatch {
  if (firings.length === 0) return dispatch;
  const byStep = new Map(firings.map(({ stepNumber, channelIds }) => [stepNumber, { sequence, channelIds }]));
  const fires = dispatch.fires.map((fire) => {
    const told = byStep.get(fire.stepNumber);
    return told ? { ...fire, told } : fire;
  });
  return { ...dispatch, fires };
}

/** One alert a channel, however many firings reach it. */
export function recipientsOf(firings: readonly Firing[], direct: readonly string[] = []): readonly Recipient[] {
  const recipients = new Map<string, Recipient>(direct.map((channelId) => [channelId, { channelId }]));
  const atOnceFirst = firings.toSorted((a, b) => (a.notBeforeMs ?? -Infinity) - (b.notBeforeMs ?? -Infinity) || 0);
  for (const { channelIds, notBeforeMs, dispatchId, stepNumber, fireCount } of atOnceFirst) {
    for (const channelId of channelIds) {
      if (recipients.has(channelId)) continue;
      const firing = { dispatchId, stepNumber, fireCount };
      recipients.set(channelId, { channelId, firing, ...(notBeforeMs !== undefined && { notBeforeMs }) });
    }
  }
  return [...recipients.values()];
}

function matchingPolicies(given: OpeningInput, reachable: ReadonlySet<string>): readonly NotificationPolicy[] {
  const { policies = [], subject = {}, standsFor = [], policyId, monitor, severity, regions, incident } = given;
  const known = { severity, status: incident.status };
  const own = { ...subject, monitorId: monitor.id, monitorName: monitor.name, regions, ...known };
  // One that can reach nobody any more must not keep the others from being told.
  const able = policies.filter((policy) => hasReachableStep(policy, reachable));
  const chosen = able.filter(({ id, isEnabled }) => isEnabled && id === policyId);
  return chosen.length > 0 ? chosen : policiesFor(able, own, ...standsFor.map((one) => ({ ...one, ...known })));
}

function begin(
  policy: NotificationPolicy,
  given: OpeningInput,
  known: readonly Dispatch[],
  reachable: ReadonlySet<string>,
): Dispatch {
  const { nowMs, newId, incident, kind } = given;
  const before = known.find(({ policyId }) => policyId === policy.id);
  if (!before) return newDispatch(policy, { id: newId(), incidentId: incident.id, nowMs });
  if (kind === 'INCIDENT_REOPENED' && !given.tie.dispatches)
    return reopenRound(unsaid(before), policy, { nowMs, reachable });
  // Told again within the same round, because it is worse: nobody hears of the end who was not told before.
  return { ...beginRound(before, policy, nowMs), toldChannelIds: before.toldChannelIds };
}

/** Of a new round nobody has been told yet. */
function unsaid(dispatch: Dispatch): Dispatch {
  return { ...dispatch, toldChannelIds: [] };
}

function policyOf({ policyId }: Dispatch, { policies = [] }: Telling): NotificationPolicy | undefined {
  return policies.find(({ id }) => id === policyId);
}

/** The channels that exist. */
export function reachableOf({ reachable, channels }: Telling): ReadonlySet<string> {
  return new Set((reachable ?? channels).map(({ id }) => id));
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])];
}
