/** E-mail over SMTP, through the server's mail server or the channel's own. */
import { createHash } from 'node:crypto';
import type { AlertMessage } from '@upwatch/core';
import { z } from 'zod';
import { type AlertText, alertLines, composeAlert, stateOf } from './alert-text.ts';
import { emailHtml } from './email-html.ts';
import { cut, duration, oneLine } from './plain-text.ts';
import { defineChannel, type SendContext, type SentRequest, type SmtpSettings } from './port.ts';
import { type Mail, sendMail } from './smtp-send.ts';

const oneLineText = z
  .string()
  .min(1, 'must not be empty')
  .max(500, 'must have at most 500 characters')
  .refine((text) => oneLine(text) === text, { message: 'must be one line without control characters' });

/** A sender: an address, or a name and an address in angle brackets. */
const sender = oneLineText.refine((text) => z.email().safeParse(/<([^<>]+)>$/.exec(text)?.[1] ?? text).success, {
  message: 'must be an address, such as alerts@example.com or Upwatch <alerts@example.com>',
});

const smtp = z.strictObject({
  host: oneLineText,
  port: z.int().min(1).max(65_535),
  security: z.enum(['tls', 'starttls', 'opportunistic', 'none']),
  user: z.string().min(1).max(500).exactOptional(),
  password: z.string().max(2_000).exactOptional(),
  from: sender,
});

/** The settings: the contract's recipients, and our own mail server for this channel. */
const emailConfig = z.strictObject({
  channelType: z.literal('email'),
  recipients: z
    .array(z.email('must be an e-mail address'))
    .min(1, 'must name at least one recipient')
    .max(50, 'must name at most 50 recipients'),
  /** Instead of the server's mail server. */
  smtp: smtp.nullish(),
});

/** E-mail: HTML and plain text, the recovery threaded under the opening. */
export const email = defineChannel({
  type: 'email',
  config: emailConfig,
  secretFields: ['smtp.password'],
  display: ({ recipients, smtp: own }) => ({
    recipients,
    ...(own && { smtp: { host: own.host, port: own.port, security: own.security, from: own.from } }),
  }),
  async send(settings, message, context) {
    const server = settings.smtp ?? context.smtp;
    if (!server)
      return {
        type: 'reject',
        reason:
          'no mail server is configured: set UPWATCH_SMTP_URL, such as smtp://user:password@mail.example.com:587, or smtp in the channel',
      };
    const mail = composeMail(settings.recipients, server.from, message, context);
    context.onRequest?.(requestOf(mail, server));
    return sendMail(server, mail, context);
  },
});

/** A mail as the record of an attempt has it: of its two parts the plain one. */
function requestOf(mail: Mail, { host, port, from }: SmtpSettings): SentRequest {
  const { to, subject, messageId, references, text, headers } = mail;
  return {
    method: 'MAIL',
    url: `smtp://${host}:${port}`,
    headers: {
      from,
      to: to.join(', '),
      subject,
      'message-id': messageId,
      ...(references !== undefined && { references }),
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    },
    body: text,
  };
}

/** The mail that tells an alert. Its Message-ID is made from the key: a second copy is recognised as the same mail. */
function composeMail(recipients: readonly string[], from: string, message: AlertMessage, context: SendContext): Mail {
  const text = composeAlert(message, context);
  const domain = /@([^@<>\s]+)>?$/.exec(from)?.[1] ?? 'upwatch.invalid';
  return {
    to: recipients,
    subject: subjectOf(text, message),
    text: `${alertLines(text)
      .map((line) => cut(line, 4_000))
      .join('\r\n')}\r\n\r\n-- \r\nSent by Upwatch. This message was made automatically.\r\n`,
    html: emailHtml(text),
    messageId: messageIdOf(context.key, domain),
    ...(context.openingKey !== undefined && { references: messageIdOf(context.openingKey, domain) }),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'List-Id': `Upwatch alerts <alerts.upwatch.${domain}>`,
      ...(text.tone === 'down' && { Importance: 'high' }),
    },
  };
}

function subjectOf(text: AlertText, message: AlertMessage): string {
  if (text.title !== undefined) return cut(text.title, 200);
  const about = `${text.word}: ${cut(text.name, 100)}`;
  if (message.resolvedAtMs !== undefined)
    return `${about} (was ${stateOf(message)} ${duration(message.resolvedAtMs - message.startedAtMs)})`;
  return text.cause === undefined ? about : `${about} (${cut(text.cause, 80)})`;
}

function messageIdOf(key: string, domain: string): string {
  return `<upwatch.${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${domain}>`;
}
