/** Another service, asked over HTTP. */
import type { HealthCheck } from '../check.ts';
import { CheckFailure } from './check-failure.ts';
import { type CheckSettings, checkOf } from './check-settings.ts';
import { placeOf, statusOf } from './running/http-status.ts';

/** What is asked, and which answer is well. */
export interface HttpOptions {
  /** `http:` or `https:`. A user and password in it are sent as Basic authentication, and never shown. */
  readonly url: string | URL;
  /**
   * The method of the request.
   * @default 'GET', or 'POST' with `bodyBytes`
   */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * The status codes that are well. Redirects are not followed.
   * @default every one from 200 to 299
   */
  readonly expectedStatus?: number | readonly number[];
  /**
   * Sends a body of so many bytes: what an upload through every proxy on the way may be long, and a limit on one of them refuses.
   * @default 0
   */
  readonly bodyBytes?: number;
}

/**
 * Asks another service over HTTP and reads its status, over a connection of its own that is closed at once.
 * @param target an address, or an address with method, headers, expected status, or a body of a given length
 * @throws {CheckFailure} from `run`; {TypeError} when the address is none
 * @example
 * const check = httpCheck({ url: process.env.PAYMENTS_URL, expectedStatus: [200, 204] }, { critical: false });
 * console.log(await check.run(AbortSignal.timeout(2_000)));
 */
export function httpCheck(target: string | URL | HttpOptions, settings: CheckSettings = {}): HealthCheck {
  const options: HttpOptions = typeof target === 'string' || target instanceof URL ? { url: target } : target;
  const url = new URL(options.url);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new TypeError(`url must begin with http: or https:, got ${url.protocol}`);
  const { bodyBytes = 0 } = options;
  if (!Number.isSafeInteger(bodyBytes) || bodyBytes < 0)
    throw new RangeError(`bodyBytes must be a whole number of bytes, got ${bodyBytes}`);
  const method = options.method ?? (bodyBytes > 0 ? 'POST' : 'GET');
  const question = { url, method, bodyBytes, ...(options.headers ? { headers: options.headers } : {}) };
  return checkOf(async (signal) => {
    const { code, text } = await statusOf(question, signal);
    const place = placeOf(question);
    if (isExpected(options, code)) return `${place}: ${text}`;
    const to = bodyBytes > 0 ? ` to a body of ${bodyBytes} bytes` : '';
    throw new CheckFailure(isRefusal(code) ? 'LOGIN_REFUSED' : 'FAILED', `${place}: answered ${text}${to}`);
  }, settings);
}

function isExpected({ expectedStatus }: HttpOptions, status: number): boolean {
  if (expectedStatus === undefined) return status >= 200 && status <= 299;
  return typeof expectedStatus === 'number' ? status === expectedStatus : expectedStatus.includes(status);
}

function isRefusal(status: number): boolean {
  return status === 401 || status === 403 || status === 407;
}
