/**
 * Where readers of a page subscribe, confirm and leave. What is answered says of no address whether it is known; links are
 * opened by mail programs that look ahead, so that opening one changes nothing.
 */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { componentsOf } from '@upwatch/core';
import { egressOf } from '@upwatch/probe';
import { z } from 'zod';
import { Tries } from '../../accounts/tries.ts';
import { blockedHost } from '../../channels/resolver-lookup.ts';
import type { PageSubscriber, Subscribing } from '../../stores/port.ts';
import { answerPage } from '../answering.ts';
import type { Admitted, PageContext, PageRoute } from '../page-context.ts';
import { PAGES_PREFIX } from '../prefix.ts';
import { CONFIRM_LIFE_MS, openSubscriberLinks, type SubscriberLinks } from './subscriber-links.ts';
import { leaveDocument, confirmDocument, formDocument, saidDocument } from './subscription-documents.ts';

const AT = `${PAGES_PREFIX}/:slug`;
/** Requests to be told from one address, and for one page by all, in a minute. */
const ASKS_OF_ONE = 10;
const ASKS_OF_ALL = 60;
const URL_MAX = 2000;
const TOKEN_BYTES = 20;
const outsiders = egressOf('public');
const mailAddress = z.email().max(320);

interface TokenRoute extends PageRoute {
  readonly Params: { readonly slug: string; readonly token: string };
}
type TokenRequest = FastifyRequest<PageRoute> & { readonly params: TokenRoute['Params'] };

export function subscriptionRoutes(app: FastifyInstance, context: PageContext): void {
  const { admitted, deps } = context;
  const ofOne = new Tries(deps.clock, ASKS_OF_ONE);
  const ofAll = new Tries(deps.clock, ASKS_OF_ALL);
  // One-click requests may come as a form of several parts (RFC 8058, section 3.2): nothing of them is read.
  app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, async () => undefined);

  app.get<PageRoute>(`${AT}/subscribe`, async (request, reply) => {
    const one = await admitted(request, reply);
    return one ? answerPage(reply, one, formDocument(one)) : reply;
  });

  app.post<PageRoute>(`${AT}/subscribe`, async (request, reply) => {
    const one = await admitted(request, reply);
    if (!one) return reply;
    const { page } = one.snapshot;
    const isTooOften =
      typeof ofOne.take(`${page.id} ${request.ip}`) === 'number' || typeof ofAll.take(page.id) === 'number';
    if (isTooOften) return answerPage(reply.code(429), one, formDocument(one, one.wording.gate.tooMany));
    const wanted = wantedIn(request.body, one);
    const { invalid, check, checkText } = one.wording.subscription;
    if (!wanted) return answerPage(reply.code(400), one, formDocument(one, invalid));
    const confirmationToken = randomBytes(TOKEN_BYTES).toString('hex');
    await deps.core.statusPages.subscribers.ask({ id: deps.newId(), pageId: page.id, confirmationToken, ...wanted });
    return answerPage(reply, one, saidDocument(one, check, checkText));
  });

  tokenRoutes(app, context);
}

/** Whoever has a link needs no password of the page: it was sent to them. */
function tokenRoutes(app: FastifyInstance, { found, deps }: PageContext): void {
  const { subscribers } = deps.core.statusPages;
  let opened: Promise<SubscriberLinks> | undefined;

  async function holder(
    request: TokenRequest,
    reply: FastifyReply,
    purpose: 'confirm' | 'leave',
  ): Promise<
    { readonly one: Admitted; readonly links: SubscriberLinks; readonly subscriber: PageSubscriber } | undefined
  > {
    const one = await found(request, reply);
    if (!one) return undefined;
    opened ??= openSubscriberLinks(deps.core.settings);
    const links = await opened;
    const { token } = request.params;
    const id = links.idIn(token);
    const subscriber = id === undefined ? undefined : await subscribers.get(id);
    const isTheirs = subscriber?.pageId === one.snapshot.page.id && links.isValid(purpose, subscriber, token);
    const isLate = purpose === 'confirm' && deps.clock.wall() - (subscriber?.askedAtMs ?? Infinity) > CONFIRM_LIFE_MS;
    if (subscriber && isTheirs && !isLate) return { one, links, subscriber };
    // Who has left already has what they want.
    const { left, gone } = one.wording.subscription;
    const isGone = purpose === 'leave' && id !== undefined && !subscriber;
    answerPage(reply.code(isGone ? 200 : 404), one, saidDocument(one, isGone ? left : gone));
    return undefined;
  }

  app.get<TokenRoute>(`${AT}/confirm/:token`, async (request, reply) => {
    const known = await holder(request, reply, 'confirm');
    return known ? answerPage(reply, known.one, confirmDocument(known.one)) : reply;
  });

  app.post<TokenRoute>(`${AT}/confirm/:token`, async (request, reply) => {
    const known = await holder(request, reply, 'confirm');
    if (!known) return reply;
    const { one, subscriber, links } = known;
    await subscribers.confirm(subscriber.id, subscriber.confirmationToken);
    const { confirmed, signedWith } = one.wording.subscription;
    const secret = subscriber.type === 'WEBHOOK' ? links.secretOf(subscriber) : undefined;
    return answerPage(reply, one, saidDocument(one, confirmed, secret === undefined ? '' : signedWith, secret));
  });

  app.get<TokenRoute>(`${AT}/unsubscribe/:token`, async (request, reply) => {
    const known = await holder(request, reply, 'leave');
    return known ? answerPage(reply, known.one, leaveDocument(known.one)) : reply;
  });

  app.post<TokenRoute>(`${AT}/unsubscribe/:token`, async (request, reply) => {
    const known = await holder(request, reply, 'leave');
    if (!known) return reply;
    await subscribers.leave(known.subscriber.id);
    return answerPage(reply, known.one, saidDocument(known.one, known.one.wording.subscription.left));
  });
}

/** What a form asks for; undefined where that cannot be told. */
function wantedIn(
  body: unknown,
  { snapshot: { page, view } }: Admitted,
): Pick<Subscribing, 'type' | 'address' | 'componentIds'> | undefined {
  if (!(body instanceof URLSearchParams)) return undefined;
  const shown = new Set(componentsOf(view).map(({ id }) => id));
  const componentIds = [...new Set(body.getAll('component'))].filter((id) => shown.has(id));
  const email = body.get('email')?.trim() ?? '';
  if (email !== '' && page.options.mailChannelId !== undefined) {
    return mailAddress.safeParse(email).success ? { type: 'EMAIL', address: email, componentIds } : undefined;
  }
  const url = page.options.takesWebhooks ? URL.parse(body.get('webhook')?.trim() ?? '') : null;
  const isWeb = url && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === '';
  if (!isWeb || url.href.length > URL_MAX || blockedHost(url.hostname, outsiders) !== undefined) return undefined;
  return { type: 'WEBHOOK', address: url.href, componentIds };
}
