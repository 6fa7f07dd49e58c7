/** How an import is shown: what becomes of what, what is lost, what to do next. */
import { styleText } from 'node:util';
import { type Draft, type DraftObject, Secret } from '@upwatch/server/foreign';
import { shownName } from '../importing/identity.ts';
import { namesIn, objectsIn } from '../importing/references.ts';
import type { Remark, Section } from '../importing/imported.ts';
import type { Plan, Step } from '../importing/plan.ts';
import { cell, table } from './table.ts';
import { wrapped } from './wrapped.ts';

export interface ImportShape {
  readonly hasColour: boolean;
  /** Of the terminal; absent where a program reads: then nothing is cut or shortened. */
  readonly columns?: number | undefined;
}

type Style = Parameters<typeof styleText>[0];

function styled(style: Style, text: string, { hasColour }: ImportShape): string {
  return hasColour ? styleText(style, text, { validateStream: false }) : text;
}

const SECTION_NAMES: Readonly<Record<Section, readonly [one: string, many: string]>> = {
  tags: ['tag', 'tags'],
  environments: ['environment', 'environments'],
  secrets: ['secret', 'secrets'],
  alertChannels: ['channel', 'channels'],
  monitors: ['monitor', 'monitors'],
  notificationPolicies: ['policy', 'policies'],
  resourceGroups: ['group', 'groups'],
  maintenance: ['maintenance', 'maintenance'],
  statusPages: ['status page', 'status pages'],
  webhooks: ['webhook', 'webhooks'],
};

/** In the order in which people look for things. */
const SHOWN_ORDER = [
  'monitors',
  'resourceGroups',
  'alertChannels',
  'notificationPolicies',
  'maintenance',
  'statusPages',
  'webhooks',
  'environments',
  'secrets',
  'tags',
] as const;

const MARKS: Readonly<Record<Step['type'], readonly [mark: string, style: Style, word: string]>> = {
  create: ['+', 'green', 'new'],
  update: ['~', 'yellow', 'changed'],
  same: ['=', 'dim', 'as it is'],
  link: ['=', 'dim', 'already there'],
  gone: ['-', 'dim', 'deleted here'],
  refused: ['✘', 'red', 'left out'],
};

/** What is to be done, and what is not. */
export function planText(plan: Plan, shape: ImportShape): string {
  const parts = [countsText(plan, shape), stepsText(plan, shape), remarksText(plan.remarks, shape)];
  if (plan.vanished.length > 0) {
    parts.push(
      `${plan.vanished.length} imported before ${plural(plan.vanished.length, 'is', 'are')} no longer at the source, and stay.`,
    );
  }
  return parts.filter((part) => part !== '').join('\n\n');
}

function plural(count: number, one: string, many: string): string {
  return count === 1 ? one : many;
}

/** `monitors 24   21 new, 1 changed, 2 left out` */
function countsText({ steps, remarks }: Plan, shape: ImportShape): string {
  const rows = SHOWN_ORDER.flatMap((section) => {
    const own = steps.filter(({ thing }) => thing.section === section);
    const counts = new Map<string, number>();
    for (const { type } of own) counts.set(type, (counts.get(type) ?? 0) + 1);
    const leftOut = leftOutOf(section, remarks);
    counts.set('refused', leftOut);
    const total = own.length - own.filter(({ type }) => type === 'refused').length + leftOut;
    if (total === 0) return [];
    const told = (Object.keys(MARKS) as Step['type'][]).flatMap((type) => {
      const count = counts.get(type) ?? 0;
      return count === 0 ? [] : [styled(MARKS[type][1], `${count} ${MARKS[type][2]}`, shape)];
    });
    const paused = own.filter(({ thing }) => thing.pausedBecause !== undefined).length;
    if (paused > 0) told.push(styled('yellow', `${paused} to be seen to`, shape));
    return [`  ${SECTION_NAMES[section][1].padEnd(12)}${String(total).padStart(5)}   ${told.join(', ')}`];
  });
  return rows.length === 0 ? '  nothing to import' : rows.join('\n');
}

/** By the importer, and by the plan: both say so. */
function leftOutOf(section: Section, remarks: readonly Remark[]): number {
  const [one] = SECTION_NAMES[section];
  const wheres = remarks.filter(({ level, where }) => level === 'left out' && where.startsWith(`${one} "`));
  return wheres.length;
}

function stepsText({ steps }: Plan, shape: ImportShape): string {
  const shown = SHOWN_ORDER.flatMap((section) => steps.filter(({ thing }) => thing.section === section));
  const rows = shown
    .filter((step) => step.type !== 'same' || step.kept.length > 0)
    .filter(({ thing }) => thing.section !== 'tags')
    .map((step) => rowOf(step, shape));
  if (rows.length === 0) return '';
  const titles = ['', 'NAME', 'THEIRS', 'OURS', 'WHAT', ''];
  return table(titles, rows, { hasColour: shape.hasColour, columns: shape.columns, whole: [''] });
}

function rowOf(step: Step, shape: ImportShape): readonly string[] {
  const { thing } = step;
  const [mark, style] = MARKS[step.type];
  const isPaused = thing.pausedBecause !== undefined;
  return [
    styled(isPaused ? 'yellow' : style, isPaused ? '⏸' : mark, shape),
    cell(shownName(thing), 40),
    cell(thing.from, 20),
    oursOf(thing.section, thing.body),
    cell(whatOf(thing.section, thing.body), 48),
    styled('dim', detailOf(step), shape),
  ];
}

function oursOf(section: Section, body: DraftObject): string {
  if (section === 'monitors') return wordOf(body['type']);
  const config = body['config'];
  if (section === 'alertChannels' && isObject(config)) return wordOf(config['channelType']);
  return SECTION_NAMES[section][0];
}

function wordOf(value: Draft | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function isObject(value: unknown): value is DraftObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Secret);
}

/** What is watched, or who is told; never a secret. */
function whatOf(section: Section, body: DraftObject): string {
  switch (section) {
    case 'monitors':
      return isObject(body['config']) ? targetOf(body['config']) : '';
    case 'resourceGroups': {
      const count = namesIn(body['monitors']).length;
      return `${count} ${plural(count, 'monitor', 'monitors')}`;
    }
    case 'alertChannels':
      return isObject(body['config']) ? namesIn(body['config']['recipients']).join(', ') : '';
    case 'notificationPolicies': {
      const [first] = isObject(body['escalation']) ? objectsIn(body['escalation']['steps']) : [];
      return `tells ${namesIn(first?.['alertChannels']).join(', ')}`;
    }
    case 'maintenance':
      return wordOf(body['repeatRule'] ?? body['startsAt']);
    case 'environments':
      return Object.keys(isObject(body['variables']) ? body['variables'] : {}).join(', ');
    case 'statusPages':
      return `/status/${wordOf(body['slug'])}`;
    case 'webhooks':
      return namesIn(body['subscribedEvents']).join(', ');
    case 'secrets':
    case 'tags':
      return '';
  }
}

function targetOf(config: DraftObject): string {
  const { url, host, port, hostname, command } = config;
  if (url instanceof Secret) return String(url);
  if (typeof url === 'string') return url.replace(/[?#].*$/, '');
  if (typeof host === 'string') return port === undefined ? host : `${host}:${wordOf(port)}`;
  if (typeof hostname === 'string') return hostname;
  return typeof command === 'string' ? command : 'reports by itself';
}

function detailOf(step: Step): string {
  const { frequencySeconds, config } = step.thing.body;
  if (step.type === 'update') return step.fields.map((field) => (field === 'all' ? 'settings' : field)).join(', ');
  if (step.type === 'refused') return 'left out';
  if (step.type === 'link') return 'already there';
  if (step.type === 'gone') return 'deleted here';
  if (step.type === 'same') return `kept: ${step.kept.join(', ')}`;
  if (step.thing.pausedBecause !== undefined) return 'paused';
  if (step.thing.body['enabled'] === false) return 'switched off';
  if (typeof frequencySeconds === 'number') return `every ${frequencySeconds} s`;
  const interval = isObject(config) ? config['expectedInterval'] : undefined;
  return typeof interval === 'number' ? `every ${interval} s` : '';
}

const LEVELS: readonly (readonly [level: Remark['level'], title: string, style: Style])[] = [
  ['left out', 'Left out', 'red'],
  ['lost', 'Lost: Upwatch cannot say it', 'yellow'],
  ['changed', 'Not to the letter', 'cyan'],
  ['note', 'Good to know', 'dim'],
];
/** So many things are named on a terminal where the same is true of more. */
const NAMED_MAX = 3;

/** Remarks that say the same are one line, with all that they are about. */
function remarksText(remarks: readonly Remark[], shape: ImportShape): string {
  const parts = LEVELS.flatMap(([level, title, style]) => {
    const own = remarks.filter((remark) => remark.level === level);
    if (own.length === 0) return [];
    const groups = Map.groupBy(own, ({ what, why }) => `${what}\0${why}`);
    const lines = [...groups.values()].flatMap((alike) => remarkLines(alike, shape));
    return [[styled([style, 'bold'].flat() as Style, `${title} (${own.length})`, shape), ...lines].join('\n')];
  });
  return parts.join('\n\n');
}

function remarkLines(alike: readonly Remark[], shape: ImportShape): readonly string[] {
  const { what, why } = alike[0]!;
  const shown = shape.columns === undefined ? alike : alike.slice(0, NAMED_MAX);
  const rest = alike.length - shown.length;
  const wheres = shown.map(({ where }) => cell(where)).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
  const line = `${wheres}: ${cell(what, 100)}: ${cell(why, 400)}`;
  const lines = shape.columns === undefined ? [line] : wrapped(line, Math.max(40, shape.columns - 4));
  return lines.map((text, place) => `  ${place === 0 ? '' : '  '}${text}`);
}
