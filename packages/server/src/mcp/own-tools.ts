/** Tools beside those of the document: what an agent asks for most, in one call and in few words. */
import { type ApiAnswer, answerOf, compactText, type ToolAnswer } from './answer.ts';
import type { ApiDocument, JsonSchema } from './api-document.ts';
import { ADDRESS_FORMS, lookAt } from './check-address.ts';
import { inputOf } from './input-schema.ts';
import { type ApiRequest, ArgumentFault } from './request.ts';

/** Asks the API, as whoever called the tool. */
export type Ask = (request: ApiRequest) => Promise<ApiAnswer>;

type Arguments = Readonly<Record<string, unknown>>;

export interface OwnTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly isOpenWorld: boolean;
  inputOf(document: ApiDocument): JsonSchema & { readonly type: 'object' };
  /** @throws ArgumentFault */
  call(args: Arguments, ask: Ask): Promise<ToolAnswer>;
}

const DAYS_MAX = 31;
const DAY_MS = 86_400_000;

/** @param nowMs the wall clock */
export function ownTools(nowMs: () => number): readonly OwnTool[] {
  return [EXPLAIN, replayTool(nowMs), CHECK];
}

const EXPLAIN: OwnTool = {
  name: 'explain',
  title: 'Explain an incident in sentences',
  description:
    'Why it fired, what each region saw, what was different from before, who was told and who was not. Without `incidentId` the newest incident.',
  isOpenWorld: false,
  inputOf: () => object({ incidentId: { type: 'string', format: 'uuid' } }, []),
  async call({ incidentId }, ask) {
    const id = incidentId === undefined ? await newestIncident(ask) : textOf('incidentId', incidentId);
    if (typeof id !== 'string') return id;
    const answer = await ask({ method: 'GET', url: `/api/v1/incidents/${encodeURIComponent(id)}/explanation` });
    if (answer.status >= 400) return answerOf(answer);
    const { summary, sentences, notTold } = dataOf(answer) as Explanation;
    const untold = notTold.map(({ channelName, reason }) => `Not told: ${channelName}: ${reason}`);
    return good([summary, '', ...sentences, ...untold, '', `incident ${id}`].join('\n'));
  },
};

interface Explanation {
  readonly summary: string;
  readonly sentences: readonly string[];
  readonly notTold: readonly { readonly channelName: string; readonly reason: string }[];
}

async function newestIncident(ask: Ask): Promise<string | ToolAnswer> {
  const answer = await ask({ method: 'GET', url: '/api/v1/incidents?size=1' });
  if (answer.status >= 400) return answerOf(answer);
  return (dataOf(answer) as readonly { readonly id: string }[])[0]?.id ?? good('there has been no incident yet');
}

function replayTool(nowMs: () => number): OwnTool {
  return {
    name: 'replay',
    title: 'Try a policy on the recorded past',
    description:
      'Decides the recorded looks of the last `days` of a monitor again: as they were decided, and as `policy` would have. Nothing is changed and nobody is told. Says how many pages each would have sent, and what would have been missed.',
    isOpenWorld: false,
    inputOf: (document) => {
      const replay = document.paths['/api/v1/monitors/{id}/policy/replay']?.['post'];
      const { schema } = replay ? inputOf(replay, document.components.schemas) : { schema: object({}, []) };
      const { policy = { type: 'object' } } = schema.properties ?? {};
      const days = { type: 'number', minimum: 1, maximum: DAYS_MAX, default: 7 };
      return { ...schema, ...object({ monitorId: { type: 'string', format: 'uuid' }, days, policy }, ['monitorId']) };
    },
    async call({ monitorId, days = 7, policy }, ask) {
      const id = encodeURIComponent(textOf('monitorId', monitorId));
      if (typeof days !== 'number' || !(days > 0 && days <= DAYS_MAX))
        throw new ArgumentFault(`days must be a number above 0 and at most ${DAYS_MAX}, got ${JSON.stringify(days)}`);
      const to = nowMs();
      const span = { from: new Date(to - days * DAY_MS).toISOString(), to: new Date(to).toISOString() };
      const body = policy === undefined ? span : { ...span, policy };
      return answerOf(await ask({ method: 'POST', url: `/api/v1/monitors/${id}/policy/replay`, body }), ['days']);
    },
  };
}

const CHECK: OwnTool = {
  name: 'check',
  title: 'Look at an address once, now',
  description: `Says whether it is up, how long each phase took (DNS, TCP, TLS, first byte), what its certificate is, and why it failed. From where the server looks; nothing is recorded. Takes ${ADDRESS_FORMS}. Sends GET without a body or headers of your own; bodies and headers of the answer are not shown.`,
  isOpenWorld: true,
  inputOf: () => object({ address: { type: 'string', maxLength: 2048 } }, ['address']),
  async call({ address }, ask) {
    const answer = await ask({
      method: 'POST',
      url: '/api/v1/monitors/test',
      body: lookAt(textOf('address', address)),
    });
    if (answer.status >= 400) return answerOf(answer);
    const { passed, outcome, error, failure, statusCode, finalUrl, details } = dataOf(answer) as Look;
    const { phases, tlsInfo, remoteAddress, checkDetails } = details;
    return good(
      compactText({
        passed,
        outcome,
        error,
        failure,
        statusCode,
        finalUrl,
        phases,
        remoteAddress,
        tls: tlsInfo,
        checkDetails,
      }),
    );
  },
};

interface Look {
  readonly [field: string]: unknown;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What the API answered with 2xx, whose own schema cut it into this shape. */
function dataOf({ text }: ApiAnswer): unknown {
  return (JSON.parse(text) as { readonly data: unknown }).data;
}

function textOf(name: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new ArgumentFault(`${name} must be given as text, got ${JSON.stringify(value) ?? 'nothing'}`);
}

function good(text: string): ToolAnswer {
  return { text, isError: false };
}

function object(properties: Readonly<Record<string, JsonSchema>>, required: readonly string[]) {
  return { type: 'object', properties, required, additionalProperties: false } as const;
}
