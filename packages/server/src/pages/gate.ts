/** What stands before a page that is not for everybody, and what is said where there is none. */
import type { FastifyInstance } from 'fastify';
import { StrangerTries } from '../accounts/stranger-tries.ts';
import type { TurnRate } from '../accounts/turns.ts';
import { Problem } from '../api/problem.ts';
import { isSecure } from '../api/session-cookie.ts';
import { html } from '../html.ts';
import type { Refused } from './access.ts';
import { answerPage } from './answering.ts';
import type { Admitted, PageContext, PageRoute } from './page-context.ts';
import { PAGES_PREFIX } from './prefix.ts';
import { documentHtml } from './render/document.ts';

/** Passwords that may be tried from one address in a minute. One that is right was no try: an office has one address. */
const TRIES_PER_ADDRESS = 10;
/** Of one page by all: 120 in a minute. Of more, those are heard first who come from where least was tried. */
export const PAGE_RATE: TurnRate = { atOnce: 40, everyMs: 750 };
const PASSWORD_CHARACTERS_MAX = 200;

/** @param how `wants`: where whoever gives the password was going */
export function gateDocument(
  { frame, wording, links }: Admitted,
  refused: Refused,
  how: { readonly wants: string; readonly fault?: string },
): string {
  const { gate } = wording;
  const text = { password: undefined, network: gate.forbidden, 'sign-in': gate.signIn }[refused];
  const form = html`<form method="post" action="${links.home === '/' ? '' : links.home}/unlock"><label for="password">${gate.password}</label>
<input id="password" name="password" type="password" required maxlength="200" autocomplete="current-password">
${how.fault === undefined ? html`` : html`<p class="refused" role="alert">${how.fault}</p>`}
<button class="main">${gate.open}</button></form>`;
  const body = html`<div class="card narrow"><h1>${gate.title}</h1>${text === undefined ? form : html`<p>${text}</p>`}</div>`;
  return documentHtml({ frame: { ...frame, name: frame.name }, wording, links, title: gate.title, body, isBare: true });
}

export function gateRoutes(app: FastifyInstance, { found, access, passwords, deps }: PageContext): void {
  const tries = new StrangerTries(deps.clock, { perAddress: TRIES_PER_ADDRESS, rate: PAGE_RATE });

  app.post<PageRoute>(`${PAGES_PREFIX}/:slug/unlock`, async (request, reply) => {
    const one = await found(request, reply);
    if (!one) return reply;
    const { page } = one.snapshot;
    const { gate } = one.wording;
    const again = (status: number, fault: string, headers: Problem['headers'] = {}) =>
      answerPage(
        reply.code(status).headers(headers),
        one,
        gateDocument(one, 'password', { wants: one.links.home, fault }),
      );
    if (page.visibility !== 'PASSWORD' || page.passwordHash === undefined) return reply.redirect(one.links.home, 303);
    const given = request.body instanceof URLSearchParams ? (request.body.get('password') ?? '') : '';
    if (given.length > PASSWORD_CHARACTERS_MAX) return again(403, gate.wrong);
    const attempt = await tries.take(page.id, request.ip).catch(refusalOf);
    if (attempt instanceof Problem) return again(429, gate.tooMany, attempt.headers);
    const isRight = await passwords.verify(given, page.passwordHash, attempt.rank).catch((error: unknown) => {
      // Nothing was compared: it was no try.
      attempt.giveBack();
      throw error;
    });
    if (!isRight) return again(403, gate.wrong);
    attempt.giveBack();
    const at = { base: one.base, isSecure: isSecure(request, deps.config) };
    return reply.header('set-cookie', await access.cookie(page, at)).redirect(one.links.home, 303);
  });
}

/** What is said on the page; whatever else went wrong is thrown again. */
function refusalOf(error: unknown): Problem {
  if (error instanceof Problem && error.code === 'RATE_LIMITED') return error;
  throw error;
}
