/**
 * The mails of a page, in its language: plain text and HTML, nothing loaded from elsewhere, and a way out that mail programs
 * know (RFC 2369, RFC 8058).
 */
import { createHash } from 'node:crypto';
import { cut, oneLine } from '../../channels/plain-text.ts';
import type { Mail } from '../../channels/smtp-send.ts';
import { type Html, html } from '../../html.ts';
import type { PageNotice } from '../../stores/port.ts';
import { markdownHtml, plainText } from '../render/markdown.ts';
import { instantText } from '../render/times.ts';
import type { Wording } from '../wording/wording.ts';
import type { SubscriberLinks } from './subscriber-links.ts';
import { confirmUrl, leaveUrl, noticeUrl, type Told, wordOf } from './told.ts';

const SUBJECT_MAX = 200;
const BODY_MAX = 20_000;
const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

interface Written {
  readonly subject: string;
  readonly heading: string;
  /** Lines below the heading. */
  readonly facts: readonly string[];
  /** Markdown. */
  readonly body: string;
  readonly link: Link;
  /** Where there is more of it. */
  readonly more?: Link;
  readonly footer: string;
  readonly leave?: Link;
}

interface Link {
  readonly label: string;
  readonly url: string;
}

/** @param from as the mail server's settings say it: its domain is that of the mail's id */
export function updateMail(
  told: Told,
  given: { readonly wording: Wording; readonly links: SubscriberLinks; readonly from: string; readonly key: string },
): Mail {
  const { wording, links, from, key } = given;
  const written = told.notice ? ofNotice(told, told.notice, wording, links) : ofRequest(told, wording, links);
  const domain = /@([^@<>\s]+)>?$/.exec(from)?.[1] ?? 'upwatch.invalid';
  const { notice, subscriber, page } = told;
  const thread = notice && messageId(`${subscriber.id} ${notice.pageIncidentId}`, domain);
  return {
    to: [subscriber.address],
    subject: written.subject,
    text: textOf(written),
    html: htmlOf(written, wording),
    messageId: messageId(key, domain),
    // No mail has this id: what is about one incident stands together all the same.
    ...(thread !== undefined && { references: thread }),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': wording.tag,
      'List-Id': `<${page.id}.status.${domain}>`,
      ...(written.leave && {
        'List-Unsubscribe': `<${written.leave.url}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
  };
}

function ofRequest(told: Told, wording: Wording, links: SubscriberLinks): Written {
  const { mail, confirmButton } = wording.subscription;
  const name = oneLine(told.page.name);
  return {
    subject: cut(mail.confirmSubject(name), SUBJECT_MAX),
    heading: mail.confirmSubject(name),
    facts: [mail.confirmText(name)],
    body: '',
    link: { label: confirmButton, url: confirmUrl(told, links) },
    footer: mail.ignore,
  };
}

function ofNotice(told: Told, notice: PageNotice, wording: Wording, links: SubscriberLinks): Written {
  const { mail } = wording.subscription;
  const name = oneLine(told.page.name);
  const { postmortem } = notice;
  const title = oneLine(postmortem?.title ?? notice.title);
  const word = wordOf(notice, wording);
  const { scheduled, affected } = notice;
  const when = scheduled
    ? `${instantText(scheduled.fromMs, wording)} – ${instantText(scheduled.untilMs, wording)}`
    : `${wording.impact[notice.impact]} · ${instantText(notice.startedAtMs, wording)}`;
  const names = affected.map((one) => `${oneLine(one.name)} (${wording.status[one.status]})`).join(', ');
  return {
    subject: cut(`[${name}] ${word}: ${title}`, SUBJECT_MAX),
    heading: title,
    facts: postmortem
      ? [word, `${oneLine(notice.title)} · ${instantText(notice.startedAtMs, wording)}`]
      : [`${word} · ${when}`, ...(names === '' ? [] : [`${wording.affected}: ${cut(names, 2000)}`])],
    body: cut(notice.body, BODY_MAX),
    ...(postmortem?.url !== undefined && { more: { label: wording.fullPostmortem, url: postmortem.url } }),
    link: { label: mail.open, url: noticeUrl(told, notice) },
    footer: mail.reason(name),
    leave: { label: mail.unsubscribe, url: leaveUrl(told, links) },
  };
}

function textOf({ heading, facts, body, more, link, footer, leave }: Written): string {
  const words = body === '' ? [] : ['', ...plainText(body).split('\n')];
  const out = leave ? [`${leave.label}: ${leave.url}`] : [];
  const rest = more ? ['', `${more.label}: ${more.url}`] : [];
  const lines = [heading, '', ...facts, ...words, ...rest, '', `${link.label}: ${link.url}`, '', '-- ', footer, ...out];
  return `${lines.join('\r\n')}\r\n`;
}

function htmlOf({ subject, heading, facts, body, more, link, footer, leave }: Written, wording: Wording): string {
  const text = 'margin:6px 0 0;font-size:15px;line-height:22px;color:#344054';
  const quiet = 'margin:20px 0 0;font-size:12px;line-height:18px;color:#667085';
  const out = leave ? html` <a href="${leave.url}" style="color:#667085">${leave.label}</a>` : html``;
  const words: Html =
    body === ''
      ? html``
      : html`<div style="margin:16px 0 0;font-size:15px;line-height:23px;color:#101828">${markdownHtml(body)}</div>`;
  return html`<!doctype html>
<html lang="${wording.tag}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${subject}</title></head>
<body style="margin:0;padding:24px 12px;background:#f2f4f7">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;background:#ffffff;border:1px solid #e4e7ec;border-radius:8px;text-align:left"><tr><td style="padding:24px 28px;${FONT};overflow-wrap:anywhere">
<h1 style="margin:0;font-size:20px;line-height:27px;color:#101828">${heading}</h1>
${facts.map((fact) => html`<p style="${text}">${fact}</p>`)}
${words}
${more ? html`<p style="${text}"><a href="${more.url}">${more.label}</a></p>` : html``}
<p style="margin:22px 0 0"><a href="${link.url}" style="display:inline-block;padding:11px 18px;border-radius:6px;background:#101828;color:#ffffff;font-size:14px;font-weight:600;text-decoration:none">${link.label}</a></p>
<p style="${quiet}">${footer}${out}</p>
</td></tr></table>
</td></tr></table>
</body>
</html>
`.text;
}

function messageId(key: string, domain: string): string {
  return `<upwatch.${createHash('sha256').update(`page ${key}`).digest('hex').slice(0, 32)}@${domain}>`;
}
