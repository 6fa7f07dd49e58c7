/** Checks of Healthchecks (JSON of its API v3) as monitors that report by themselves. */
import { type DraftObject, isRow, numberOf, type Row, rowsOf, Secret, textOf } from '@upwatch/server/foreign';
import { UsageError } from '../../exit.ts';
import { Gathering } from '../gathering.ts';
import { heartbeatPace } from '../heartbeat-pace.ts';
import type { Imported } from '../imported.ts';

/** @throws UsageError for what is no answer of that API */
export function readHealthchecks(text: string, path: string): readonly Row[] {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UsageError(`${path} is no JSON: save what GET /api/v3/checks/ answers`, { cause: error });
  }
  const checks = isRow(value) ? value['checks'] : value;
  if (!Array.isArray(checks)) throw new UsageError(`${path} has no checks: save what GET /api/v3/checks/ answers`);
  return rowsOf(checks);
}

export function importHealthchecks(checks: readonly Row[]): Imported {
  const gathering = new Gathering();
  for (const check of checks) importCheck(check, gathering);
  return gathering.result('Healthchecks, API v3');
}

/** Set when it differs from nothing, and without a place here. */
const LOST: Readonly<Record<string, string>> = {
  desc: 'monitors of Upwatch have no description',
  manual_resume: 'a paused monitor is resumed by hand, always',
  methods: 'reports are taken by any method',
  filter_subject: 'reports by mail are not taken',
  filter_body: 'reports by mail are not taken',
  filter_http_body: 'what a body must hold is not a filter: a job reports /fail',
  filter_default_fail: 'belongs to the filters',
  subject: 'reports by mail are not taken',
  subject_fail: 'reports by mail are not taken',
  start_kw: 'belongs to the filters',
  success_kw: 'belongs to the filters',
  failure_kw: 'belongs to the filters',
};

function importCheck(check: Row, gathering: Gathering): void {
  const uuid =
    textOf(check, 'uuid') ?? /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(textOf(check, 'ping_url') ?? '')?.[0];
  const ref = `check:${uuid ?? textOf(check, 'unique_key') ?? textOf(check, 'slug') ?? textOf(check, 'name') ?? ''}`;
  const name = gathering.name('monitors', textOf(check, 'name') ?? textOf(check, 'slug') ?? 'check', ref);
  const where = `monitor "${name}"`;
  for (const [field, why] of Object.entries(LOST)) {
    const value = check[field];
    if (value !== undefined && value !== null && value !== '' && value !== false) gathering.lost(where, field, why);
  }
  if (uuid === undefined) {
    gathering.changed(where, 'uuid', 'a read-only key does not show it: the job needs the new address');
  } else {
    gathering.changed(where, 'ping_url', 'the job reports to /api/v1/heartbeat/UUID, with the same endings');
  }
  const hasChannels = textOf(check, 'channels') !== undefined;
  if (hasChannels) gathering.changed(where, 'channels', 'their settings are not in the file: every channel is told');
  const tags = (textOf(check, 'tags') ?? '').split(/\s+/).filter((tag) => tag !== '');
  for (const tag of tags) gathering.tag(gathering.name('tags', tag, `tag:${tag}`), `tag:${tag}`);
  const body = {
    name,
    type: 'HEARTBEAT',
    config: expectationOf(check),
    enabled: textOf(check, 'status') !== 'paused',
    tags: tags.map((tag) => gathering.name('tags', tag, `tag:${tag}`)),
    ...(!hasChannels && { alertChannels: [] }),
    ...(uuid !== undefined && { pingToken: new Secret(uuid, `${name} pingToken`) }),
  };
  gathering.add({
    section: 'monitors',
    ref,
    name,
    from: check['schedule'] === undefined ? 'simple' : 'schedule',
    body,
  });
}

/** Five fields of cron; anything else is a calendar event as systemd writes it. */
const CRON = /^\S+ \S+ \S+ \S+ \S+$/;
const CRON_FIELD = /^[\d*,/\-#L?]+$|^[a-z]{3}(?:[-,/][a-z0-9]+)*$/i;

function expectationOf(check: Row): DraftObject {
  const grace = numberOf(check, 'grace') ?? 3600;
  const schedule = textOf(check, 'schedule')
    ?.trim()
    .replaceAll(/[ \t]+/g, ' ');
  if (schedule === undefined) return { ...heartbeatPace(numberOf(check, 'timeout') ?? 86_400, grace) };
  const isCron = CRON.test(schedule) && schedule.split(' ').every((field) => CRON_FIELD.test(field));
  return {
    [isCron ? 'cron' : 'onCalendar']: schedule,
    timeZone: textOf(check, 'tz') ?? 'UTC',
    gracePeriod: heartbeatPace(1, grace).gracePeriod,
  };
}
