/** Incidents of Rootly: started, told of again, resolved. A label of each names the incident of ours. */
import type { AlertMessage } from '@upwatch/core';
import { alertLines, composeAlert } from './alert-text.ts';
import { cut } from './plain-text.ts';
import type { SendContext, SendOutcome } from './port.ts';
import { type JsonAnswer, objectIn, textIn } from './provider-answer.ts';
import { incidentKeyOf, inTurn } from './provider-api.ts';

const TITLE_MAX = 200;
const SUMMARY_MAX = 10_000;
const LABEL = 'upwatch_incident';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** One call of the API. */
export type RootlyCall = (
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  given?: { readonly attributes?: object; readonly query?: Readonly<Record<string, string>> },
) => Promise<{ readonly outcome: SendOutcome; readonly answer: JsonAnswer | undefined }>;

/** Statuses in which nobody is at it any more. */
const ENDED: ReadonlySet<string> = new Set(['resolved', 'closed', 'cancelled', 'completed']);

/** Tells an alert as an incident. */
export async function tellIncident(
  call: RootlyCall,
  severity: string | undefined,
  message: AlertMessage,
  context: SendContext,
): Promise<SendOutcome> {
  const { title, summary } = wordsOf(message, context);
  const create = async (extra: object): Promise<SendOutcome> => {
    const id = await severityOf(call, severity);
    if (id.missing !== undefined && message.kind === 'TEST') return id.missing;
    const labels = { source: 'upwatch', [LABEL]: incidentKeyOf(message, context) };
    const attributes = { title, summary, labels, started_at: iso(message.startedAtMs), ...id.attributes, ...extra };
    return (await call('POST', 'v1/incidents', { attributes })).outcome;
  };
  if (message.kind === 'TEST') {
    const created = await create({ kind: 'test' });
    return created.type === 'sent' && created.externalId !== undefined
      ? end(call, created.externalId, summary)
      : created;
  }
  // An answer that was lost on the way must not make a second one.
  const known = context.openingExternalId ?? (await findByLabel(call, message.incidentId));
  if (message.kind === 'NOTICE')
    return known === undefined ? create({ status: 'in_triage' }) : update(call, known, summary);
  if (message.kind !== 'INCIDENT_RESOLVED')
    return (known === undefined ? undefined : await tellAgain(call, known, summary)) ?? create({ kind: 'normal' });
  if (known !== undefined) return end(call, known, summary);
  // Nobody was told of it: it is put on record as past, and calls nobody.
  const resolvedAt = iso(message.resolvedAtMs ?? message.occurredAtMs);
  return create({ kind: 'backfilled', status: 'resolved', resolved_at: resolvedAt });
}

function wordsOf(message: AlertMessage, context: SendContext): { readonly title: string; readonly summary: string } {
  const text = composeAlert(message, context);
  return { title: cut(text.headline, TITLE_MAX), summary: cut(alertLines(text).join('\n'), SUMMARY_MAX) };
}

interface ChosenSeverity {
  readonly attributes: object;
  /** Why a severity that is set is not used. A test shows it; an alert is told all the same. */
  readonly missing?: SendOutcome;
}

async function severityOf(call: RootlyCall, wanted: string | undefined): Promise<ChosenSeverity> {
  if (!wanted) return { attributes: {} };
  if (UUID.test(wanted)) return { attributes: { severity_id: wanted } };
  const { outcome, answer } = await call('GET', 'v1/severities', { query: { 'page[size]': '100' } });
  if (outcome.type !== 'sent') return { attributes: {}, missing: outcome };
  const same = (text: string | undefined): boolean => text?.toLowerCase() === wanted.toLowerCase();
  const severities = listIn(answer);
  const found = severities.find(
    ({ attributes }) => same(textIn(attributes, 'slug')) || same(textIn(attributes, 'name')),
  );
  if (found) return { attributes: { severity_id: found.id } };
  const names = severities.flatMap(({ attributes }) => textIn(attributes, 'slug') ?? []).join(', ');
  const reason = `Rootly has no severity "${cut(wanted, 100)}": severity must be one of ${names || 'those you make there'}`;
  return { attributes: {}, missing: { type: 'reject', reason } };
}

/** What Rootly calls an incident of ours; undefined also where that cannot be asked: two are better than none. */
async function findByLabel(call: RootlyCall, incidentId: string): Promise<string | undefined> {
  const query = { 'filter[labels]': `${LABEL}:${incidentId}`, 'page[size]': '20' };
  const { answer } = await call('GET', 'v1/incidents', { query });
  // Its labels are looked at: a filter that a server does not know would find any.
  return listIn(answer).find(({ attributes }) => JSON.stringify(attributes['labels'] ?? null).includes(incidentId))?.id;
}

/** Renews an incident, and starts it again where it had ended; undefined when it is gone. */
async function tellAgain(call: RootlyCall, known: string, summary: string): Promise<SendOutcome | undefined> {
  const { outcome, answer } = await call('GET', pathOf(known));
  if (outcome.type === 'retry') return outcome;
  if (outcome.type === 'reject') return undefined;
  const renew = () => update(call, known, summary);
  if (!ENDED.has(statusIn(answer))) return renew();
  return inTurn(async () => (await call('PUT', `${pathOf(known)}/restart`)).outcome, renew);
}

async function update(call: RootlyCall, known: string, summary: string): Promise<SendOutcome> {
  const { outcome } = await call('PUT', pathOf(known), { attributes: { summary } });
  return outcome.type === 'sent' ? { ...outcome, externalId: known } : outcome;
}

/** Resolves an incident that has not ended. What somebody ended stays as it is; what is gone is gone. */
async function end(call: RootlyCall, known: string, summary: string): Promise<SendOutcome> {
  const { outcome, answer } = await call('GET', pathOf(known));
  if (outcome.type === 'reject' && outcome.statusCode === 404) return { ...outcome, type: 'sent' };
  if (outcome.type !== 'sent' || ENDED.has(statusIn(answer))) return outcome;
  return (await call('PUT', `${pathOf(known)}/resolve`, { attributes: { resolution_message: summary } })).outcome;
}

function pathOf(known: string): string {
  return `v1/incidents/${encodeURIComponent(known)}`;
}

function statusIn(answer: JsonAnswer | undefined): string {
  return textIn(objectIn(objectIn(answer, 'data'), 'attributes'), 'status') ?? '';
}

function listIn(answer: JsonAnswer | undefined): readonly { readonly id: string; readonly attributes: JsonAnswer }[] {
  const list: readonly unknown[] = Array.isArray(answer?.['data']) ? answer['data'] : [];
  return list.flatMap((one) => {
    const resource = objectIn({ one }, 'one');
    const id = textIn(resource, 'id');
    return id === undefined ? [] : [{ id, attributes: objectIn(resource, 'attributes') ?? {} }];
  });
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}
