import { randomBytes } from 'node:crypto';
import { type DomainProof, proofRecordName, proveDomain } from '../../domains/domain-proof.ts';
import type { PageDomain } from '../../stores/port.ts';
import type { Api, RouteContext } from '../api-instance.ts';
import { actorOf } from '../caller.ts';
import { existingPage } from '../page-views.ts';
import { presentDomain, presentSubscriber } from '../present/status-page.ts';
import { invalid, notFound, Problem } from '../problem.ts';
import { listQuery, pageRequest, single, table, tableOf, wholeTable } from '../schemas/paging.ts';
import {
  domainBody,
  domainDto,
  domainParams,
  subscriberBody,
  subscriberDto,
  subscriberParams,
} from '../schemas/status-page-incidents.ts';
import { idParams, nothing, operation } from './operation.ts';

const TOKEN_BYTES = 20;

const describe = (operationId: string, summary: string) => operation({ operationId, summary, tags: ['Status pages'] });

/** Who reads a status page, and under which name. */
export function statusPageAudienceRoutes(app: Api, context: RouteContext): void {
  subscriberRoutes(app, context);
  domainRoutes(app, context);
  provingRoutes(app, context);
}

function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('hex');
}

function subscriberRoutes(app: Api, { deps, dialect }: RouteContext): void {
  const { subscribers } = deps.core.statusPages;

  app.get(
    '/status-pages/:id/subscribers',
    {
      schema: {
        ...describe('listStatusPageSubscribers', 'List who is to be told of a status page by mail'),
        params: idParams,
        querystring: listQuery(['createdAt'], {}),
        response: { 200: table(subscriberDto(dialect)) },
      },
    },
    async (request) => {
      const page = await existingPage(request.params.id, deps);
      const at = pageRequest(request.query);
      return tableOf(await subscribers.list(page.id, at), at, presentSubscriber);
    },
  );

  app.post(
    '/status-pages/:id/subscribers',
    {
      schema: {
        ...describe('addStatusPageSubscriber', 'Add somebody who is to be told by mail, once they have confirmed it'),
        params: idParams,
        body: subscriberBody(dialect),
        response: { 201: single(subscriberDto(dialect)) },
      },
    },
    async (request, reply) => {
      const { email: address, componentIds } = request.body;
      const page = await existingPage(request.params.id, deps);
      const wanted = await ownComponents(page.id, componentIds ?? [], deps.core.statusPages);
      const own = { id: deps.newId(), confirmationToken: newToken() };
      // Where the page sends no mail there is nobody to ask.
      const isAsked = page.options.mailChannelId !== undefined;
      const asked = { type: 'EMAIL', address, componentIds: wanted, isAsked } as const;
      const subscriber = { ...own, pageId: page.id, ...asked };
      const added = await subscribers.add(subscriber, actorOf(request));
      return reply.code(201).send({ data: presentSubscriber(added) });
    },
  );

  app.delete(
    '/status-pages/:id/subscribers/:subscriberId',
    {
      schema: {
        ...describe('removeStatusPageSubscriber', 'Take a subscriber off the list'),
        params: subscriberParams,
        response: nothing,
      },
    },
    async (request, reply) => {
      await subscribers.remove(request.params.id, request.params.subscriberId, actorOf(request));
      return reply.code(204).send();
    },
  );
}

/** @throws Problem VALIDATION_FAILED for a component of another page */
async function ownComponents(
  pageId: string,
  ids: readonly string[],
  { components }: RouteContext['deps']['core']['statusPages'],
): Promise<readonly string[]> {
  const own = new Set((await components.of(pageId)).map(({ id }) => id));
  for (const [place, id] of ids.entries()) {
    const field = `componentIds[${place}]`;
    if (!own.has(id)) throw invalid(field, `${field} must be a component of this page, got ${id}`);
  }
  return [...new Set(ids)];
}

/** The server's own public name, to which names of pages may lead. */
function cnameTargetOf({ deps }: RouteContext): string | undefined {
  const { publicUrl } = deps.config;
  return publicUrl === undefined ? undefined : new URL(publicUrl).hostname;
}

function domainRoutes(app: Api, context: RouteContext): void {
  const { deps, dialect } = context;
  const { domains } = deps.core.statusPages;

  app.get(
    '/status-pages/:id/domains',
    {
      schema: {
        ...describe('listStatusPageDomains', 'List the domains of a status page'),
        params: idParams,
        response: { 200: table(domainDto(dialect)) },
      },
    },
    async (request) => {
      const page = await existingPage(request.params.id, deps);
      return wholeTable((await domains.of(page.id)).map((domain) => show(domain, context)));
    },
  );

  app.post(
    '/status-pages/:id/domains',
    {
      schema: {
        ...describe('addStatusPageDomain', 'Give a status page a domain of its own'),
        params: idParams,
        body: domainBody,
        response: { 201: single(domainDto(dialect)) },
      },
    },
    async (request, reply) => {
      const { hostname } = request.body;
      const domain = { id: deps.newId(), pageId: request.params.id, hostname, token: `upwatch-${newToken()}` };
      return reply.code(201).send({ data: show(await domains.add(domain, actorOf(request)), context) });
    },
  );

  app.delete(
    '/status-pages/:id/domains/:domainId',
    {
      schema: {
        ...describe('removeStatusPageDomain', 'Take a domain from a status page'),
        params: domainParams,
        response: nothing,
      },
    },
    async (request, reply) => {
      await domains.remove(request.params.id, request.params.domainId, actorOf(request));
      return reply.code(204).send();
    },
  );
}

function provingRoutes(app: Api, context: RouteContext): void {
  const { deps, dialect } = context;
  const { domains } = deps.core.statusPages;
  const one = single(domainDto(dialect));

  async function existing({ id, domainId }: { readonly id: string; readonly domainId: string }): Promise<PageDomain> {
    const page = await existingPage(id, deps);
    const domain = (await domains.of(page.id)).find((candidate) => candidate.id === domainId);
    if (!domain) throw notFound('domain of this page with the id', domainId);
    return domain;
  }

  app.post(
    '/status-pages/:id/domains/:domainId/verify',
    {
      schema: {
        ...describe('verifyStatusPageDomain', 'Look whether the DNS of a domain proves that it is yours'),
        params: domainParams,
        response: { 200: one },
      },
    },
    async (request) => {
      const { id, hostname, token } = await existing(request.params);
      const cnameTarget = cnameTargetOf(context);
      const expected = { hostname, token, ...(cnameTarget !== undefined && { cnameTarget }) };
      const found = afterProof(await proveDomain(expected, deps.domainRecords), Math.floor(deps.clock.wall()));
      return { data: show(await domains.update(request.params.id, id, found, actorOf(request)), context) };
    },
  );

  app.post(
    '/status-pages/:id/domains/:domainId/primary',
    {
      schema: {
        ...describe('makeStatusPageDomainPrimary', 'Make a domain the one that links name'),
        params: domainParams,
        response: { 200: one },
      },
    },
    async (request) => {
      const { id, hostname, status } = await existing(request.params);
      if (status !== 'VERIFIED') throw new Problem('CONFLICT', `${hostname} must be verified first, it is ${status}`);
      const primary = await domains.update(request.params.id, id, { status, isPrimary: true }, actorOf(request));
      return { data: show(primary, context) };
    },
  );
}

/** What was proven once and is not any more is verified no longer, and so cannot be the one that links name. */
function afterProof(proof: DomainProof, nowMs: number) {
  return proof.type === 'proven'
    ? ({ status: 'VERIFIED', provenBy: proof.by, verifiedAtMs: nowMs } as const)
    : ({ status: 'VERIFICATION_FAILED', error: proof.why, isPrimary: false } as const);
}

function show(domain: PageDomain, context: RouteContext) {
  return presentDomain(domain, cnameTargetOf(context) ?? '', proofRecordName(domain.hostname));
}
