/** A bucket of S3, or of what speaks its protocol (MinIO, R2, Ceph). */
import type { HealthCheck } from '../check.ts';
import { CheckFailure } from './check-failure.ts';
import { type CheckSettings, checkOf } from './check-settings.ts';
import { type Credentials, signed } from './running/aws-signature.ts';
import { statusOf } from './running/http-status.ts';
import { installed } from './running/installed.ts';
import { noAnswer, otherFailure } from './running/network-failure.ts';
import { within } from './running/within.ts';

/** A bucket, and the application's own client: an `S3` or an `S3Client` of `@aws-sdk/client-s3`. */
export interface S3ClientTarget {
  readonly client: { send(command: unknown, options?: { readonly abortSignal: AbortSignal }): Promise<unknown> };
  readonly bucket: string;
}

/** A bucket, and the credentials to sign a request of the check's own with. */
export interface S3Options extends Credentials {
  readonly bucket: string;
  /**
   * The region that the request is signed for.
   * @default 'us-east-1'
   */
  readonly region?: string;
  /**
   * The server, such as `http://127.0.0.1:9000`; the bucket is then the first part of the path.
   * @default the endpoint of AWS, with the bucket in its name
   */
  readonly endpoint?: string;
}

/**
 * Asks for the head of a bucket (`HeadBucket`), which costs nothing and needs the right to list it.
 * @param target a bucket with a client of `@aws-sdk/client-s3`, or with credentials
 * @param now the time to sign for, in milliseconds since 1970
 * @throws {CheckFailure} from `run`; {TypeError} when the bucket is missing
 * @example
 * const check = s3Check({ bucket: 'invoices', endpoint: process.env.S3_URL, accessKeyId: 'key', secretAccessKey: 'hush' });
 * console.log(await check.run(AbortSignal.timeout(2_000)));
 */
export function s3Check(
  target: S3ClientTarget | S3Options,
  settings: CheckSettings = {},
  now: () => number = Date.now,
): HealthCheck {
  if (!target.bucket) throw new TypeError('bucket must not be empty');
  return checkOf('client' in target ? clientRun(target) : signedRun(target, now), settings);
}

function signedRun(options: S3Options, now: () => number): (signal: AbortSignal) => Promise<string> {
  const { bucket, region = 'us-east-1', endpoint } = options;
  const place = `bucket ${bucket}`;
  const url = new URL(
    endpoint === undefined
      ? `https://${bucket}.s3.${region}.amazonaws.com/`
      : `${endpoint.replace(/\/+$/, '')}/${bucket}`,
  );
  return async (signal) => {
    const headers = signed({ method: 'HEAD', url, region, service: 's3', at: new Date(now()) }, options);
    const { code } = await statusOf({ url, method: 'HEAD', headers }, signal);
    if (code >= 200 && code <= 299) return `${place}: there`;
    throw refusal(place, code);
  };
}

function clientRun({ client, bucket }: S3ClientTarget): (signal: AbortSignal) => Promise<string> {
  const place = `bucket ${bucket}`;
  return async (signal) => {
    const { HeadBucketCommand } = await installed<{ HeadBucketCommand: new (input: object) => unknown }>(
      '@aws-sdk/client-s3',
    );
    const sent = client.send(new HeadBucketCommand({ Bucket: bucket }), { abortSignal: signal });
    try {
      await within(signal, sent, () => noAnswer(place, 'HEAD'));
    } catch (error) {
      const status = (error as { $metadata?: { httpStatusCode?: number } } | undefined)?.$metadata?.httpStatusCode;
      throw status === undefined ? otherFailure(error, place) : refusal(place, status, error);
    }
    return `${place}: there`;
  };
}

function refusal(place: string, status: number, cause?: unknown): CheckFailure {
  if (status === 401 || status === 403)
    return new CheckFailure('LOGIN_REFUSED', `${place}: no access with these credentials (${status})`, { cause });
  if (status === 404) return new CheckFailure('FAILED', `${place}: it is not there (404)`, { cause });
  if (status === 301 || status === 307)
    return new CheckFailure('FAILED', `${place}: it is in another region (${status})`, { cause });
  return new CheckFailure('FAILED', `${place}: answered ${status}`, { cause });
}
