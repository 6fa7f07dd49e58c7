/** Incidents of incident.io: declared, told of again, ended. A status is one of the organisation's own, known by its category. */
import type { AlertMessage } from '@upwatch/core';
import { alertLines, composeAlert } from './alert-text.ts';
import { cut } from './plain-text.ts';
import type { SendContext, SendOutcome } from './port.ts';
import { type JsonAnswer, numberIn, objectIn, textIn } from './provider-answer.ts';

const NAME_MAX = 200;
const SUMMARY_MAX = 10_000;

/** One call of the API. */
export type IncidentIoCall = (
  method: 'GET' | 'POST',
  path: string,
  body?: object,
) => Promise<{ readonly outcome: SendOutcome; readonly answer: JsonAnswer | undefined }>;

interface IncidentIoChoices {
  readonly severityId?: string | null | undefined;
  readonly visibility?: 'public' | 'private' | null | undefined;
}

/** Categories in which somebody is still at it. incident.io lets no other incident be opened again. */
const OPEN_CATEGORIES: ReadonlySet<string> = new Set(['triage', 'live', 'paused']);

/** Tells an alert as an incident. */
export async function tellIncident(
  call: IncidentIoCall,
  choices: IncidentIoChoices,
  message: AlertMessage,
  context: SendContext,
): Promise<SendOutcome> {
  const words = wordsOf(message, context);
  const create = async (key: string, extra: object): Promise<SendOutcome> => {
    const { severityId, visibility } = choices;
    const severity = severityId ? { severity_id: severityId } : {};
    const body = { idempotency_key: key, visibility: visibility ?? 'public', ...severity, ...words, ...extra };
    return (await call('POST', 'v2/incidents', body)).outcome;
  };
  const known = context.openingExternalId;
  switch (message.kind) {
    case 'TEST':
      return thenEnd(call, await create(context.key, { mode: 'test' }), words.summary);
    case 'NOTICE':
      return create(message.incidentId, await triage(call));
    case 'INCIDENT_RESOLVED':
      // Nobody was told of it: it is put on record as past, and called out to nobody.
      return known === undefined
        ? thenEnd(call, await create(message.incidentId, { mode: 'retrospective' }), words.summary)
        : end(call, known, words.summary);
    case 'INCIDENT_CREATED':
    case 'INCIDENT_REOPENED': {
      const again = known === undefined ? undefined : await tellAgain(call, known, words.summary);
      // Once closed, an incident stays closed: another one is declared, and an attempt that is repeated declares it once.
      const isFirst = known === undefined && message.kind === 'INCIDENT_CREATED';
      return again ?? create(isFirst ? message.incidentId : context.key, {});
    }
  }
}

function wordsOf(message: AlertMessage, context: SendContext): { readonly name: string; readonly summary: string } {
  const text = composeAlert(message, context);
  return { name: cut(text.headline, NAME_MAX), summary: cut(alertLines(text).join('\n'), SUMMARY_MAX) };
}

/** A notice is nothing yet: somebody decides whether it is an incident. */
async function triage(call: IncidentIoCall): Promise<object> {
  const { answer } = await call('GET', 'v1/incident_statuses');
  const status = statusesIn(answer).find(({ category }) => category === 'triage');
  return status === undefined ? {} : { incident_status_id: status.id };
}

/** Renews the summary of an incident that is open; undefined when it is not. */
async function tellAgain(call: IncidentIoCall, known: string, summary: string): Promise<SendOutcome | undefined> {
  const { outcome, answer } = await call('GET', `v2/incidents/${encodeURIComponent(known)}`);
  if (outcome.type === 'retry') return outcome;
  if (outcome.type === 'reject' || !OPEN_CATEGORIES.has(categoryIn(answer))) return undefined;
  return edit(call, known, { summary });
}

async function thenEnd(call: IncidentIoCall, created: SendOutcome, summary: string): Promise<SendOutcome> {
  return created.type === 'sent' && created.externalId !== undefined ? end(call, created.externalId, summary) : created;
}

/** Ends an incident that is still open. What somebody closed, declined or merged stays as it is; what is gone is gone. */
async function end(call: IncidentIoCall, known: string, summary: string): Promise<SendOutcome> {
  const { outcome, answer } = await call('GET', `v2/incidents/${encodeURIComponent(known)}`);
  if (outcome.type === 'reject' && outcome.statusCode === 404) return { ...outcome, type: 'sent' };
  if (outcome.type !== 'sent' || !OPEN_CATEGORIES.has(categoryIn(answer))) return outcome;
  const list = await call('GET', 'v1/incident_statuses');
  if (list.outcome.type !== 'sent') return list.outcome;
  // Closing at once takes a permission where an organisation looks back on each incident: else that is where it goes.
  const ends = [...withCategory(list.answer, 'closed'), ...withCategory(list.answer, 'learning')];
  let last: SendOutcome = { type: 'reject', reason: 'incident.io has no status that ends an incident' };
  for (const status of ends) {
    last = await edit(call, known, { incident_status_id: status.id, summary });
    if (last.type !== 'reject') return last;
  }
  return last;
}

async function edit(call: IncidentIoCall, known: string, incident: object): Promise<SendOutcome> {
  const path = `v2/incidents/${encodeURIComponent(known)}/actions/edit`;
  const { outcome } = await call('POST', path, { incident, notify_incident_channel: true });
  return outcome.type === 'sent' ? { ...outcome, externalId: known } : outcome;
}

interface Status {
  readonly id: string;
  readonly category: string;
  readonly rank: number;
}

function withCategory(answer: JsonAnswer | undefined, wanted: string): readonly Status[] {
  return statusesIn(answer).filter(({ category }) => category === wanted);
}

/** In the organisation's order. */
function statusesIn(answer: JsonAnswer | undefined): readonly Status[] {
  const list: readonly unknown[] = Array.isArray(answer?.['incident_statuses']) ? answer['incident_statuses'] : [];
  const statuses = list.flatMap((one) => {
    const status = objectIn({ one }, 'one');
    const id = textIn(status, 'id');
    return id === undefined
      ? []
      : [{ id, category: textIn(status, 'category') ?? '', rank: numberIn(status, 'rank') ?? 0 }];
  });
  return statuses.sort((a, b) => a.rank - b.rank);
}

function categoryIn(answer: JsonAnswer | undefined): string {
  return textIn(objectIn(objectIn(answer, 'incident'), 'incident_status'), 'category') ?? '';
}
