/** A mail server, over the application's own transporter (nodemailer) or a connection of the check's own. */
import type { HealthCheck } from '../check.ts';
import { CheckFailure } from './check-failure.ts';
import { type CheckSettings, checkOf } from './check-settings.ts';
import { codeOf, networkFailure, noAnswer, otherFailure } from './running/network-failure.ts';
import { SmtpDialogue, SmtpRefusal } from './running/smtp-dialogue.ts';
import { oneAtATime, within } from './running/within.ts';

/** A transporter of nodemailer, as far as the check uses it. */
export interface SmtpTransporter {
  verify(): Promise<unknown>;
}

/** Where to connect to when the check is to make its own connection. No mail is sent. */
export interface SmtpOptions {
  readonly host: string;
  /**
   * From 1 to 65535.
   * @default 465 with `tls: 'at-once'`, else 587
   */
  readonly port?: number;
  /**
   * When the connection goes over to TLS: `at-once`, after `STARTTLS`, or `never`, for servers on the same machine.
   * @default 'starttls'
   */
  readonly tls?: 'at-once' | 'starttls' | 'never';
  /** Signs in with `AUTH PLAIN`. */
  readonly user?: string;
  readonly password?: string;
  /** Authorities to trust in place of those of the system, in PEM. */
  readonly ca?: string;
}

/**
 * Greets a mail server, goes over to TLS, signs in when told to, and takes leave. It sends no mail.
 * @param target a transporter of nodemailer, or host and port
 * @throws {CheckFailure} from `run`; {TypeError} when `target` is neither, or a password would go in the clear to another machine
 * @example
 * const check = smtpCheck({ host: '127.0.0.1', port: Number(process.env.SMTP_PORT), tls: 'never' });
 * console.log(await check.run(AbortSignal.timeout(2_000)));
 */
export function smtpCheck(target: SmtpTransporter | SmtpOptions, settings: CheckSettings = {}): HealthCheck {
  if (typeof target !== 'object' || target === null || !('verify' in target || 'host' in target))
    throw new TypeError(`target must be a transporter or { host }, got ${typeof target}`);
  if (!('verify' in target)) return checkOf(optionsRun(target), settings);
  const verify = oneAtATime(() => target.verify());
  return checkOf(async (signal) => {
    try {
      await within(signal, verify(), () => noAnswer('mail server', 'a greeting'));
    } catch (error) {
      throw failureOf(error, 'mail server');
    }
    return 'mail server: ready';
  }, settings);
}

function optionsRun(options: SmtpOptions): (signal: AbortSignal) => Promise<string> {
  const { host, tls = 'starttls', user, password = '', ca } = options;
  if (user !== undefined && tls === 'never' && !isThisMachine(host))
    throw new TypeError(`tls must not be 'never' with a user at ${host}: the password would be readable on the way`);
  const port = options.port ?? (tls === 'at-once' ? 465 : 587);
  const place = `${host}:${port}`;
  return async (signal) => {
    const dialogue = new SmtpDialogue({ host, port, tls: tls === 'at-once', ...(ca === undefined ? {} : { ca }) });
    const talk = async (): Promise<void> => {
      await dialogue.expect('a greeting', '2');
      await dialogue.say('EHLO upwatch-health');
      if (tls === 'starttls') {
        await dialogue.startTls();
        await dialogue.say('EHLO upwatch-health');
      }
      if (user !== undefined) await dialogue.say(`AUTH PLAIN ${plain(user, password)}`, 'AUTH');
    };
    try {
      await within(signal, talk(), () => noAnswer(place, dialogue.waitsFor));
      dialogue.leave();
    } catch (error) {
      throw failureOf(error, place);
    } finally {
      dialogue.close();
    }
    return `${place}: ready`;
  };
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

function plain(user: string, password: string): string {
  return Buffer.from(`\0${user}\0${password}`).toString('base64');
}

function failureOf(error: unknown, place: string): CheckFailure {
  if (error instanceof CheckFailure) return error;
  const cause = { cause: error };
  if (error instanceof SmtpRefusal) {
    const code = error.status === 535 || error.status === 534 || error.status === 530 ? 'LOGIN_REFUSED' : 'FAILED';
    const what = code === 'LOGIN_REFUSED' ? 'login refused' : `answered ${error.status} to ${error.to}`;
    return new CheckFailure(code, `${place}: ${what}${code === 'LOGIN_REFUSED' ? ` (${error.status})` : ''}`, cause);
  }
  if (codeOf(error) === 'EAUTH') return new CheckFailure('LOGIN_REFUSED', `${place}: login refused`, cause);
  const inner = (error as { readonly cause?: unknown; readonly errno?: unknown } | null)?.cause;
  const known = networkFailure(error, place) ?? (inner === undefined ? undefined : networkFailure(inner, place));
  if (known) return known;
  const unreachable = ['ECONNECTION', 'ESOCKET', 'EDNS', 'EGREETING'].includes(codeOf(error) ?? '');
  if (unreachable) return new CheckFailure('UNREACHABLE', `${place}: ${(error as Error).message}`, cause);
  return otherFailure(error, place);
}
