/** What stands before a page that is not for everybody, and what is said where there is none. */
import type { FastifyInstance } from 'fastify';
import { Tries } from '../accounts/tries.ts';
import { isSecure } from '../api/session-cookie.ts';
import { html } from '../html.ts';
import type { Refused } from './access.ts';
import { answerPage } from './answering.ts';
import type { Admitted, PageContext, PageRoute } from './page-context.ts';
import { PAGES_PREFIX } from './prefix.ts';
import { documentHtml } from './render/document.ts';

/** Passwords that may be tried of one page from one address, and of one page by all, in a minute. */
const TRIES_OF_ONE = 10;
const TRIES_OF_ALL = 120;

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
  const ofOne = new Tries(deps.clock, TRIES_OF_ONE);
  const ofAll = new Tries(deps.clock, TRIES_OF_ALL);

  app.post<PageRoute>(`${PAGES_PREFIX}/:slug/unlock`, async (request, reply) => {
    const one = await found(request, reply);
    if (!one) return reply;
    const { page } = one.snapshot;
    const { gate } = one.wording;
    const again = (status: number, fault: string) =>
      answerPage(reply.code(status), one, gateDocument(one, 'password', { wants: one.links.home, fault }));
    const isTooOften =
      typeof ofOne.take(`${page.id} ${request.ip}`) === 'number' || typeof ofAll.take(page.id) === 'number';
    if (isTooOften) return again(429, gate.tooMany);
    const given = request.body instanceof URLSearchParams ? (request.body.get('password') ?? '') : '';
    if (page.visibility !== 'PASSWORD' || page.passwordHash === undefined) return reply.redirect(one.links.home, 303);
    if (given.length > 200 || !(await passwords.verify(given, page.passwordHash))) return again(403, gate.wrong);
    const at = { base: one.base, isSecure: isSecure(request, deps.config) };
    return reply.header('set-cookie', await access.cookie(page, at)).redirect(one.links.home, 303);
  });
}
