/** From a request to an answer, whatever framework they go through. */
import { type BodyForm, formAccepted } from './accept.ts';
import { detailsRule } from './authorize.ts';
import { type Body, bodyOf, refusal } from './body.ts';
import type { Health } from './health.ts';
import type { HealthReport, Probe } from './report.ts';
import type { HealthOptions, ProbeAnswered } from './settings.ts';

/** What must be known of a request. */
export interface HealthRequest {
  readonly method: string;
  /** Its path, or the whole URL; what follows `?` is not read. */
  readonly url: string;
  /** The value of a header, by its name in small letters. */
  readonly header: (name: string) => string | undefined;
  /** The address of whoever asks. */
  readonly address?: string | undefined;
}

/** What is to be sent, as it stands. */
export interface HealthAnswer {
  readonly status: number;
  /** Names in small letters. `content-length` is that of the body, for HEAD too. */
  readonly headers: Readonly<Record<string, string>>;
  /** Empty for HEAD. */
  readonly body: string;
  readonly probe: Probe;
  /** The names of the checks that failed, critical or not. */
  readonly failed: readonly string[];
}

/** What a path asks. */
export type Question = { readonly probe: Exclude<Probe, 'check'> } | { readonly probe: 'check'; readonly name: string };

const ALLOWED = 'GET, HEAD';

interface Answering {
  readonly health: Health;
  readonly options: HealthOptions;
  readonly questionOf: ReturnType<typeof questions>;
  readonly answered: (answer: ProbeAnswered) => void;
}

/** The function behind `health.answer`. */
export function answering({ health, options, questionOf, answered }: Answering): Health['answer'] {
  const { format = 'auto', details = 'authorized', token = [], allow = [] } = options;
  const mayRead = detailsRule({ details, tokens: typeof token === 'string' ? [token] : token, allow });
  const respond = async (request: HealthRequest, question: Question): Promise<HealthAnswer> => {
    const form = format === 'auto' ? formAccepted(request.header('accept')) : format;
    const isHead = request.method === 'HEAD';
    if (!isHead && request.method !== 'GET') {
      const body = refusal(`the method must be GET or HEAD, got ${request.method.slice(0, 20)}`, form);
      return sent(405, body, { probe: question.probe, format, isHead, allow: ALLOWED });
    }
    const report = await reportFor(health, question);
    if (report === undefined)
      return sent(404, refusal('there is no check of that name', form), { probe: question.probe, format, isHead });
    const asker = { authorization: request.header('authorization'), address: request.address };
    const statusCode = report.status === 'unhealthy' ? 503 : 200;
    answered({ probe: question.probe, status: report.status, statusCode });
    const body = bodyOf(report, form, mayRead(asker));
    return sent(statusCode, body, { probe: question.probe, format, isHead, checks: report.checks });
  };
  return (request) => {
    const question = questionOf(request.url);
    return question && respond(request, question);
  };
}

async function reportFor(health: Health, question: Question): Promise<HealthReport | undefined> {
  switch (question.probe) {
    case 'live':
      return health.live();
    case 'ready':
      return health.report();
    case 'startup':
      return health.started();
    case 'check':
      return health.check(question.name);
  }
}

/** Every request of the application comes by here: no regular expression, no URL object. */
export function questions(paths: NonNullable<HealthOptions['paths']>): (url: string) => Question | undefined {
  const { live = '/health', ready = '/ready', startup = '/startup' } = paths;
  const known = new Map<string, Question>([
    [live, { probe: 'live' }],
    [ready, { probe: 'ready' }],
    [startup, { probe: 'startup' }],
  ]);
  const prefix = `${ready}/`;
  return (url) => {
    const path = pathOf(url);
    const question = known.get(path);
    if (question || !path.startsWith(prefix)) return question;
    return { probe: 'check', name: decoded(path.slice(prefix.length)) };
  };
}

function pathOf(url: string): string {
  const whole = url.startsWith('/') ? url : url.slice(url.indexOf('/', url.indexOf('://') + 3));
  const end = whole.search(/[?#]/);
  return end === -1 ? whole : whole.slice(0, end);
}

/** What cannot be decoded is the name of no check. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

const encoder = new TextEncoder();

/** Nearly every answer is ASCII, of which nothing need be encoded to be counted. */
function bytesOf(text: string): number {
  // oxlint-disable-next-line no-control-regex
  return /^[\0-\x7f]*$/.test(text) ? text.length : encoder.encode(text).length;
}

interface Sending {
  readonly probe: Probe;
  readonly format: 'auto' | BodyForm;
  readonly isHead: boolean;
  readonly allow?: string;
  readonly checks?: HealthReport['checks'];
}

function sent(status: number, { contentType, text }: Body, sending: Sending): HealthAnswer {
  const { probe, format, isHead, allow, checks = [] } = sending;
  const headers = {
    'content-type': contentType,
    'content-length': String(bytesOf(text)),
    'cache-control': 'no-store',
    ...(format === 'auto' ? { vary: 'Accept' } : {}),
    ...(allow === undefined ? {} : { allow }),
  };
  const failed = checks.filter(({ isFailed }) => isFailed).map(({ name }) => name);
  return { status, headers, body: isHead ? '' : text, probe, failed };
}
