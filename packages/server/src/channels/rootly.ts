/** Rootly: an incident of theirs for each of ours. */
import { z } from 'zod';
import { defineChannel, type SendContext } from './port.ts';
import { postJson } from './post-json.ts';
import { answerOutcome, jsonAnswerOf, objectIn, type ProviderDialect, textIn } from './provider-answer.ts';
import { apiUrl, boundsOf, credential } from './provider-api.ts';
import { type RootlyCall, tellIncident } from './rootly-incidents.ts';
import { maskUrl } from './secrets.ts';
import { urlUnder } from './web-url.ts';

const API = 'https://api.rootly.com';

/** The settings, as the contract has them, and where the API is. */
const rootlyConfig = z.strictObject({
  channelType: z.literal('rootly'),
  apiKey: credential,
  /** Its id, its slug or its name. */
  severity: z.string().max(200, 'must have at most 200 characters').nullish(),
  apiUrl,
});
type RootlySettings = z.infer<typeof rootlyConfig>;

const DIALECT: ProviderDialect = {
  name: 'Rootly',
  isTaken: (answer) => 'data' in answer,
  read: (answer) => ({
    error: textIn(answer, 'error') ?? messagesOf(answer['errors']),
    externalId: textIn(objectIn(answer, 'data'), 'id'),
  }),
};

/** Rootly: an opening starts an incident, a recovery resolves it. */
export const rootly = defineChannel({
  type: 'rootly',
  config: rootlyConfig,
  tracksIncidents: true,
  secretFields: ['apiKey'],
  display: (settings) => ({
    ...(settings.severity && { severity: settings.severity }),
    ...(settings.apiUrl && { apiUrl: maskUrl(settings.apiUrl) }),
  }),
  send: (settings, message, context) =>
    tellIncident(callsOf(settings, context), settings.severity ?? undefined, message, context),
});

function callsOf(settings: RootlySettings, context: SendContext): RootlyCall {
  return async (method, path, { attributes, query = {} } = {}) => {
    const url = new URL(urlUnder(settings.apiUrl ?? API, path));
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const result = await postJson({
      url: url.href,
      method,
      body: method === 'GET' ? '' : JSON.stringify({ data: { type: 'incidents', attributes: attributes ?? {} } }),
      contentType: 'application/vnd.api+json',
      headers: { authorization: `Bearer ${settings.apiKey}`, accept: 'application/vnd.api+json' },
      ...boundsOf(context),
    });
    const answer = result.type === 'answer' ? jsonAnswerOf(result.body) : undefined;
    return { outcome: answerOutcome(result, context.nowMs, DIALECT), answer };
  };
}

/** JSON:API has objects; Rootly also answers with texts. */
function messagesOf(errors: unknown): string | undefined {
  if (!Array.isArray(errors)) return undefined;
  return errors
    .flatMap((error: unknown) => {
      const fields = objectIn({ error }, 'error');
      return textIn({ error }, 'error') ?? textIn(fields, 'detail') ?? textIn(fields, 'title') ?? [];
    })
    .join('; ');
}
