/** The few pages that readers see who want to be told, or do not any more. */
import { componentsOf } from '@upwatch/core';
import { type Html, html } from '../../html.ts';
import type { Admitted } from '../page-context.ts';
import { documentHtml } from '../render/document.ts';

function card({ frame, wording, links }: Admitted, title: string, body: Html): string {
  const within = html`<div class="card narrow"><h1>${title}</h1>${body}</div>`;
  return documentHtml({ frame, wording, links, title: `${title} · ${frame.name}`, body: within });
}

/** @param fault why what was given was not taken */
export function formDocument(one: Admitted, fault?: string): string {
  const { snapshot, wording, links, frame } = one;
  const { subscription } = wording;
  const feeds = html`<p>${subscription.feeds}: <a href="${links.live('feed.atom') ?? ''}">Atom</a> <a href="${links.live('feed.rss') ?? ''}">RSS</a> <a href="${links.live('feed.json') ?? ''}">JSON</a></p>`;
  if (!frame.takesSubscribers) return card(one, subscription.title, html`<p>${subscription.unavailable}</p>${feeds}`);
  const { options } = snapshot.page;
  const email = html`<label for="email">${subscription.email}</label>
<input id="email" name="email" type="email" maxlength="320" autocomplete="email"${options.takesWebhooks ? html`` : html` required`}>`;
  const webhook = html`<label for="webhook">${subscription.webhook}</label>
<input id="webhook" name="webhook" type="url" maxlength="2000" aria-describedby="webhook-hint"><p id="webhook-hint">${subscription.webhookHint}</p>`;
  const choices = componentsOf(snapshot.view).map(
    ({ id, name }) => html`<label><input type="checkbox" name="component" value="${id}"> ${name}</label>`,
  );
  const which =
    choices.length < 2
      ? html``
      : html`<fieldset><legend>${subscription.which}</legend>${choices}<p>${subscription.all}</p></fieldset>`;
  return card(
    one,
    subscription.title,
    html`<p>${subscription.intro}</p>
<form method="post">${options.mailChannelId === undefined ? html`` : email}
${options.takesWebhooks ? webhook : html``}
${which}
${fault === undefined ? html`` : html`<p class="refused" role="alert">${fault}</p>`}
<button class="main">${subscription.submit}</button></form>
${feeds}`,
  );
}

export function confirmDocument(one: Admitted): string {
  const { confirmTitle, confirmButton } = one.wording.subscription;
  return card(one, confirmTitle, html`<form method="post"><button class="main">${confirmButton}</button></form>`);
}

export function leaveDocument(one: Admitted): string {
  const { leaveTitle, leaveButton } = one.wording.subscription;
  return card(one, leaveTitle, html`<form method="post"><button class="main">${leaveButton}</button></form>`);
}

/** @param code shown as it is, to be copied */
export function saidDocument(one: Admitted, title: string, text = '', code?: string): string {
  const words = text === '' ? html`` : html`<p>${text}</p>`;
  const shown = code === undefined ? html`` : html`<p><code>${code}</code></p>`;
  return card(one, title, html`${words}${shown}<p><a href="${one.links.home}">${one.wording.currentStatus}</a></p>`);
}
