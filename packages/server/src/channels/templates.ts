/** A channel's own words for its alerts: Liquid without loops, bounded in time, memory and output. */
import { createRequire } from 'node:module';
import { type AlertMessage, occasionOf } from '@upwatch/core';
import type * as LiquidModule from 'liquidjs';
import { z } from 'zod';
import type { AlertText } from './alert-text.ts';
import { cut, duration, oneLine, utc } from './plain-text.ts';
import type { ChannelDefinition, MessageTemplate, SendContext } from './port.ts';

const TITLE_TEMPLATE_MAX = 500;
const BODY_TEMPLATE_MAX = 5_000;
const TITLE_MAX = 500;
const BODY_MAX = 8_000;
const BODY_LINES_MAX = 40;
/** A variable is cut to so many characters: what a template makes of them stays in proportion. */
const VARIABLE_MAX = 4_000;
/** Far more than any honest template needs; without loops its length bounds the time already. */
const RENDER_MS_MAX = 200;
/** What filters may make, in characters. */
const MEMORY_MAX = 500_000;

/** Nothing that repeats, reads files or keeps values: a template ends, and soon. */
const TAGS: ReadonlySet<string> = new Set(['#', 'case', 'comment', 'if', 'raw', 'unless']);
/** Nothing that makes much of little: `replace` and `split` with `join` multiply. */
const FILTERS: ReadonlySet<string> = new Set([
  'append',
  'capitalize',
  'date',
  'default',
  'downcase',
  'prepend',
  'remove',
  'slice',
  'strip',
  'truncate',
  'upcase',
  'url_encode',
]);

let engine: LiquidModule.Liquid | undefined;

/** Loaded when the first template comes: most servers have none, and it takes 15 ms and 10 MB. */
function liquid(): LiquidModule.Liquid {
  if (engine) return engine;
  const made = new (loadLiquid().Liquid)({
    ownPropertyOnly: true,
    strictVariables: false,
    strictFilters: true,
    cache: false,
    timezoneOffset: 0,
    parseLimit: BODY_TEMPLATE_MAX,
    renderLimit: RENDER_MS_MAX,
    memoryLimit: MEMORY_MAX,
  });
  for (const name of Object.keys(made.tags)) if (!TAGS.has(name)) delete made.tags[name];
  for (const name of Object.keys(made.filters)) if (!FILTERS.has(name)) delete made.filters[name];
  engine = made;
  return made;
}

/** `require` gives no type; the package's own is the one. It must be had at once: schemas are checked without waiting. */
function loadLiquid(): typeof LiquidModule {
  return createRequire(import.meta.url)('liquidjs') as typeof LiquidModule;
}

/** A template as a setting: what cannot be understood is refused when the channel is made. */
function templateText(max: number) {
  return z
    .string()
    .min(1, 'must not be empty')
    .max(max, `must have at most ${max} characters`)
    .superRefine((source, context) => {
      // Too long is said already, and not read.
      const message = source.length > max ? undefined : faultIn(source);
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    });
}

function faultIn(source: string): string | undefined {
  try {
    render(source, {});
    return undefined;
  } catch (error) {
    return `must be a Liquid template with no tags but ${named(TAGS)} and no filters but ${named(FILTERS)}: ${saidBy(error)}`;
  }
}

const named = (names: ReadonlySet<string>): string => [...names].filter((name) => name !== '#').join(', ');

/** Without the lines that show the template again. */
function saidBy(error: unknown): string {
  return cut(oneLine((error instanceof Error ? error.message : String(error)).split('\n')[0]!), 200);
}

const template = z.strictObject({
  title: templateText(TITLE_TEMPLATE_MAX).nullish(),
  body: templateText(BODY_TEMPLATE_MAX).nullish(),
});

/** Gives a channel the setting `template`; what it makes reaches `composeAlert` by the context. */
export function withTemplate(channel: ChannelDefinition<unknown>): ChannelDefinition<unknown> {
  return {
    ...channel,
    config: objectSchema(channel).safeExtend({ template: template.nullish() }),
    display(config) {
      const { template: own, rest } = apart(config);
      const shown = { ...(own?.title && { title: own.title }), ...(own?.body && { body: own.body }) };
      return { ...channel.display(rest), ...(own && { template: shown }) };
    },
    async send(config, message, context) {
      const { template: own, rest } = apart(config);
      return await channel.send(rest, message, own ? { ...context, template: own } : context);
    },
  };
}

function objectSchema({ type, config }: ChannelDefinition<unknown>): z.ZodObject {
  if (config instanceof z.ZodObject) return config;
  throw new TypeError(`the settings of channel ${type} must be a zod object, so that a template can be added`);
}

/** Settings as their schema lets them be: an object in which `template`, if there, is one. */
function apart(config: unknown): { readonly template: MessageTemplate | undefined; readonly rest: unknown } {
  const { template: own, ...rest } = config as { readonly template?: MessageTemplate | null };
  return { template: own ?? undefined, rest };
}

/** Puts what the template makes into the place of the usual words; where it fails, those stay and a note says so. */
export function applyTemplate(
  own: MessageTemplate,
  text: AlertText,
  given: { readonly message: AlertMessage; readonly context: SendContext },
): AlertText {
  try {
    const variables = variablesOf(text, given.message, given.context);
    const title = own.title && cut(oneLine(render(own.title, variables)), TITLE_MAX);
    const body = own.body && linesOf(render(own.body, variables));
    const titled = title ? { ...text, title, headline: title, summary: title } : text;
    return body && body.length > 0 ? bodyInstead(titled, body) : titled;
  } catch (error) {
    const note = `The template of this channel could not be used (${saidBy(error)}), so the usual text stands here.`;
    return { ...text, notes: [...text.notes, note] };
  }
}

/** The lines come first among the notes, which every channel shows; what says that a message is late stays. */
function bodyInstead(text: AlertText, body: readonly string[]): AlertText {
  const { cause: _cause, ...rest } = text;
  return { ...rest, facts: [], members: [], notes: [...body, ...text.notes] };
}

function render(source: string, variables: Readonly<Record<string, string>>): string {
  return String(liquid().parseAndRenderSync(source, variables));
}

function linesOf(made: string): readonly string[] {
  const lines = cut(made.toWellFormed(), BODY_MAX)
    .split(/\r\n|\r|\n/)
    .map(oneLine)
    .filter((line) => line !== '');
  const more = lines.length - BODY_LINES_MAX;
  return more > 0 ? [...lines.slice(0, BODY_LINES_MAX), `… (+${more} lines)`] : lines;
}

/** Each is a text, empty where there is nothing to say, so that `{% if link != "" %}` is all there is to know. */
function variablesOf(text: AlertText, message: AlertMessage, context: SendContext): Readonly<Record<string, string>> {
  const { failure, resolvedAtMs, startedAtMs } = message;
  const all: Record<string, string | undefined> = {
    word: text.word,
    tone: text.tone,
    kind: message.kind,
    severity: message.severity,
    name: text.name,
    target: oneLine(message.target),
    headline: text.headline,
    summary: text.summary,
    cause: text.cause,
    failureCode: failure?.code,
    failureClass: failure?.class,
    statusCode: message.statusCode?.toString(),
    regions: message.regions.map(oneLine).join(', '),
    monitorId: message.monitorId,
    incidentId: message.incidentId,
    startedAt: utc(startedAtMs),
    occurredAt: utc(message.occurredAtMs),
    resolvedAt: resolvedAtMs === undefined ? undefined : utc(resolvedAtMs),
    duration: resolvedAtMs === undefined ? undefined : duration(resolvedAtMs - startedAtMs),
    occasion: occasionOf(message),
    repeats: message.repeats?.toString(),
    members: text.members.join('\n'),
    total: message.digest?.total.toString(),
    link: text.link,
    now: context.late && oneLine(context.late.nowTrue),
  };
  return Object.fromEntries(Object.entries(all).map(([name, value = '']) => [name, cut(value, VARIABLE_MAX)]));
}
