/** Hands one mail to a mail server, and says how that ended. */
import { connect, isIP } from 'node:net';
import type { SMTPTransportOptions } from 'nodemailer';
import type { SendContext, SendOutcome, SmtpSettings } from './port.ts';
import { BLOCKED, blockedHost } from './resolver-lookup.ts';

/** A mail as it is handed over; header texts are one line each. */
export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** With angle brackets. */
  readonly messageId: string;
  readonly references?: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What else is known of a mail that was not taken. */
export interface RefusedMail {
  /** For good, and because of whom it is for. */
  readonly isRecipientRefused?: true;
}

/** An answer of a mail server longer than this is no answer. */
const ANSWER_BYTES_MAX = 64 * 1024;
/** Above the deadline of an attempt: the signal ends it, these only keep the library from ending it sooner or never. */
const LIBRARY_TIMEOUT_MS = 60_000;

/** Sends a mail. Never rejects: every way in which it can fail is an outcome. */
export async function sendMail(
  settings: SmtpSettings,
  mail: Mail,
  bounds: Pick<SendContext, 'signal' | 'lookup' | 'egress'>,
): Promise<SendOutcome & RefusedMail> {
  const { signal } = bounds;
  const blocked = blockedHost(settings.host, bounds.egress);
  if (blocked !== undefined) return { type: 'reject', reason: blocked };
  // Loaded with the first mail: it takes 4 MB, and most servers send none for days.
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    host: settings.host,
    port: settings.port,
    ...securityOf(settings),
    getSocket: connectingTo(settings, bounds),
    ...(settings.user !== undefined && { auth: { user: settings.user, pass: settings.password ?? '' } }),
    connectionTimeout: LIBRARY_TIMEOUT_MS,
    greetingTimeout: LIBRARY_TIMEOUT_MS,
    socketTimeout: LIBRARY_TIMEOUT_MS,
    dnsTimeout: 10_000,
    socketCloseTimeout: 1_000,
    maxResponseSize: ANSWER_BYTES_MAX,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const info = await transport.sendMail({
      from: settings.from,
      to: mail.to.map((address) => ({ name: '', address })),
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      // Lines of at most 76 octets, whatever is in them: no server has to take 8 bits or 998 octets.
      textEncoding: 'quoted-printable',
      messageId: mail.messageId,
      ...(mail.references !== undefined && { references: mail.references, inReplyTo: mail.references }),
      headers: { ...mail.headers },
      signal,
    });
    const refused = info.rejected.map(String);
    const note = refused.length === 0 ? '' : ` (not taken for ${refused.join(', ')})`;
    return {
      type: 'sent',
      statusCode: Number.parseInt(info.response, 10) || 250,
      responseExcerpt: `${info.response}${note}`,
      externalId: mail.messageId,
    };
  } catch (error) {
    return failureOutcome(error as SmtpError, signal);
  } finally {
    transport.close();
  }
}

/** The connection is made here: the library would resolve the name by itself, and connect to whatever it stands for. */
function connectingTo(
  { host, port }: SmtpSettings,
  { signal, lookup }: Pick<SendContext, 'signal' | 'lookup'>,
): NonNullable<SMTPTransportOptions['getSocket']> {
  return (_, done) => {
    const socket = connect({ host, port, signal, ...(lookup && { lookup }) });
    socket.once('error', done);
    socket.once('connect', () => {
      socket.off('error', done);
      // The library hears what happens to it until the mail is sent; what comes after that, such as the deadline, is nobody's.
      socket.on('error', () => undefined);
      done(null, { connection: socket });
    });
  };
}

/**
 * `opportunistic` takes TLS where it is offered, with any certificate, and goes on without it otherwise. A password is
 * never sent that way, except to this machine itself: with one, TLS is required and verified.
 */
function securityOf({ security, user, host }: SmtpSettings): object {
  if (security === 'tls') return { secure: true };
  if (security === 'none') return { secure: false, ignoreTLS: true };
  return security === 'starttls' || (user !== undefined && !isThisMachine(host))
    ? { secure: false, requireTLS: true }
    : { secure: false, opportunisticTLS: true, tls: { rejectUnauthorized: false } };
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** What the library says of a failure. */
interface SmtpError extends Error {
  readonly code?: string;
  readonly originalCode?: string;
  readonly responseCode?: number;
  /** What was answered so: `RCPT TO`. */
  readonly command?: string;
  readonly response?: string;
}

/** Never got better by trying again: the settings or the mail itself are wrong. */
const PERMANENT_CODES = new Set(['EENVELOPE', 'EMESSAGE', 'ECONFIG', 'ENOAUTH', 'EAUTH']);

function failureOutcome(error: SmtpError, signal: AbortSignal): SendOutcome & RefusedMail {
  if (signal.aborted) return { type: 'retry', reason: 'the mail server did not answer before the deadline' };
  if (error.code === 'EBLOCKED') return { type: 'reject', reason: BLOCKED };
  // Where all recipients were refused, the library reports one that may be taken later, if there is one.
  const { responseCode: statusCode, response } = error;
  const seen = {
    ...(statusCode !== undefined && { statusCode }),
    ...(response !== undefined && { responseExcerpt: response }),
  };
  const isPermanently = isPermanent(error);
  const isRecipientRefused = isPermanently && error.command === 'RCPT TO';
  return {
    type: isPermanently ? 'reject' : 'retry',
    reason: reasonOf(error),
    ...seen,
    ...(isRecipientRefused && { isRecipientRefused }),
  };
}

/** RFC 5321, section 4.2.1: 5yz is for good, 4yz for now. 503 says that the session, not the mail, was wrong. */
function isPermanent(error: SmtpError): boolean {
  if (error.responseCode) return error.responseCode >= 500 && error.responseCode !== 503;
  return PERMANENT_CODES.has(error.code ?? '');
}

function reasonOf(error: SmtpError): string {
  if (error.code === 'EAUTH') return `the mail server does not accept the user and password${answerOf(error)}`;
  if (error.code === 'ETLS' && error.responseCode)
    return `the mail server offers no TLS, and without it nothing is sent${answerOf(error)}`;
  if (error.responseCode) return `the mail server refused the mail${answerOf(error)}`;
  const code = error.originalCode ?? error.code;
  const detail = code === undefined ? '' : ` (${code})`;
  if (error.code === 'ETLS' || /CERT|ERR_TLS|SELF_SIGNED/.test(code ?? ''))
    return `no trusted TLS connection to the mail server${detail}`;
  if (error.code === 'EENVELOPE') return `the sender or a recipient is not an address${detail}`;
  return `the connection to the mail server failed or broke off${detail}`;
}

function answerOf(error: SmtpError): string {
  return error.response === undefined ? '' : `: ${error.response.slice(0, 300)}`;
}
