/** What a channel brings to the contract suite: settings that point at a look-alike of its provider, and its answers. */
import assert from 'node:assert/strict';
import type { AlertMessage, JsonObject } from '@upwatch/core';
import { type Attempted, sendOnce, systemAfter } from '../../engine/dispatching/send.ts';
import type { AnyChannel } from '../index.ts';
import type { SendContext, SendOutcome } from '../port.ts';
import { contextFor } from './alerts.ts';
import { type Received, type Reply, startHttpSink } from './http-sink.ts';
import { mailParts, shown } from './mail-parts.ts';
import { startSmtpSink } from './smtp-sink.ts';

/** The messages that every channel must be able to tell. */
export type Story = 'opening' | 'recovery' | 'reopened' | 'digest' | 'notice' | 'test' | 'late' | 'whole';

interface FixtureBase {
  /** Valid settings with every field that a user may give, but `channelType`. Secrets in them hold `canary`. */
  readonly settings: (url: string) => JsonObject;
  /** Secrets that cannot be given together with the others. */
  readonly without?: readonly string[];
  /** Stories whose words the provider's protocol has no place for: a reason beside each. */
  readonly silentIn?: Partial<Readonly<Record<Story, string>>>;
}

/** A channel that speaks HTTP. */
export interface HttpFixture extends FixtureBase {
  readonly protocol: 'http';
  /** What the provider answers when all is well. */
  readonly answer: (request: Received) => Reply;
  /** The most UTF-16 units of a text in the body, by its place: `attachments[].fallback`. */
  readonly textMax?: Readonly<Record<string, number>>;
  /** Statuses that this provider uses in a way of its own: a reason beside each. */
  readonly statuses?: Readonly<Record<number, { readonly outcome: SendOutcome['type']; readonly because: string }>>;
}

/** A channel that speaks SMTP. */
export interface SmtpFixture extends FixtureBase {
  readonly protocol: 'smtp';
}

export type ChannelFixture = HttpFixture | SmtpFixture;

/** A provider that takes everything. */
export interface Provider extends AsyncDisposable {
  readonly config: JsonObject;
  readonly context: Partial<SendContext>;
  /** Each request as it came; none of SMTP. */
  readonly received: readonly Received[];
  /** How many messages came. */
  arrived(): number;
  /** Each message as a person would read it: decoded, headers first. */
  texts(): readonly string[];
  /** Each request in the form in which two attempts at the same alert must be equal. */
  comparable(): readonly string[];
}

/** Starts a channel's provider on loopback. */
export async function startProvider(channel: AnyChannel, fixture: ChannelFixture): Promise<Provider> {
  return fixture.protocol === 'http' ? startHttpProvider(channel, fixture) : startSmtpProvider(channel, fixture);
}

async function startHttpProvider(channel: AnyChannel, fixture: HttpFixture): Promise<Provider> {
  const sink = await startHttpSink(fixture.answer);
  return {
    config: configOf(channel, fixture, sink.url),
    context: {},
    received: sink.received,
    arrived: () => sink.received.length,
    texts: () => sink.received.map(readable),
    comparable: () => sink.received.map((request) => JSON.stringify(request)),
    [Symbol.asyncDispose]: () => sink[Symbol.asyncDispose](),
  };
}

async function startSmtpProvider(channel: AnyChannel, fixture: SmtpFixture): Promise<Provider> {
  const sink = await startSmtpSink();
  return {
    config: configOf(channel, fixture, ''),
    context: { smtp: sink.settings },
    received: [],
    arrived: () => sink.mails.length,
    texts: () => sink.mails.map(readableMail),
    comparable: () => sink.mails.map((mail) => mailParts(mail).headers.get('message-id')?.join() ?? 'no Message-ID'),
    [Symbol.asyncDispose]: () => sink[Symbol.asyncDispose](),
  };
}

/** The settings, checked as the API checks them. */
export function configOf(channel: AnyChannel, fixture: ChannelFixture, url: string): JsonObject {
  const settings = { ...fixture.settings(url), channelType: channel.type };
  const parsed = channel.config.safeParse(settings);
  assert.ok(parsed.success, `${channel.type}: ${parsed.error?.message}`);
  return settings;
}

/** Sends as the dispatcher does, and says what was thrown on the way. */
export async function send(given: {
  readonly channel: AnyChannel;
  readonly config: JsonObject;
  readonly message: AlertMessage;
  readonly context?: Partial<SendContext>;
  readonly abort?: AbortController;
}): Promise<Attempted & { readonly troubles: readonly string[] }> {
  const { signal: _signal, nowMs, ...context } = contextFor(given.context);
  const troubles: string[] = [];
  const tools = {
    channelOf: () => given.channel,
    clock: { wall: () => nowMs, monotonic: () => nowMs },
    // Nothing runs so long here: whatever is called back ends a channel that did not end at its signal.
    after: (ms: number, callback: () => void) =>
      systemAfter(ms, () => {
        troubles.push('the channel had to be ended');
        callback();
      }),
    onTrouble: (error: Error) => troubles.push(`${error.message}\n${error.stack}`),
  };
  const abort = given.abort ?? new AbortController();
  const outcome = await sendOnce(
    tools,
    { type: given.channel.type, config: given.config },
    given.message,
    context,
    abort,
  );
  return { ...outcome, troubles };
}

/** Path, headers and every text of the body, with nothing escaped by JSON or a form any more. */
export function readable({ method, path, headers, body }: Received): string {
  const head = `${method} ${path}\n${JSON.stringify(headers)}`;
  return [head, ...textsIn(body, headers['content-type'] ?? '').map(({ text }) => text)].join('\n');
}

function readableMail(raw: string): string {
  const { headers, parts } = mailParts(raw);
  return [...[...headers].map(([name, values]) => `${name}: ${values.map(shown).join()}`), ...parts.values()].join(
    '\n',
  );
}

export interface PlacedText {
  /** `blocks[].text.text`, or the name of a form's field. */
  readonly place: string;
  readonly text: string;
}

/** Every text of a body with the place where it stands. @throws AssertionError when the body is not what it says it is */
export function textsIn(body: string, contentType: string): readonly PlacedText[] {
  if (contentType.startsWith('application/x-www-form-urlencoded'))
    return [...new URLSearchParams(body)].map(([place, text]) => ({ place, text }));
  if (!contentType.includes('json')) return [{ place: '', text: body }];
  const found: PlacedText[] = [];
  const walk = (value: unknown, place: string): void => {
    if (Array.isArray(value)) for (const inner of value as readonly unknown[]) walk(inner, `${place}[]`);
    else if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) walk(inner, place === '' ? name : `${place}.${name}`);
    else if (value !== null) found.push({ place, text: typeof value === 'string' ? value : JSON.stringify(value) });
  };
  walk(JSON.parse(body), '');
  return found;
}
