/** Targets of a Prometheus configuration, each with its module, as monitors. */
import { goDurationMs, isRow, lookOf, moduleTimeout, type Row, rowsOf, textOf, textsOf } from '@upwatch/server/foreign';
import { Gathering } from '../gathering.ts';
import type { Imported } from '../imported.ts';
import { policyOfCount } from '../kuma/telling.ts';
import type { BlackboxFiles } from './read-blackbox.ts';

/** Prometheus', when nothing is said. */
const SCRAPE_INTERVAL = '1m';
const SCRAPE_TIMEOUT = '10s';
/** The exporter stops so long before Prometheus would. */
const TIMEOUT_OFFSET_MS = 500;

export function importBlackbox({ modules, scrapeConfigs, global }: BlackboxFiles): Imported {
  const gathering = new Gathering();
  for (const job of scrapeConfigs) importJob(job, { modules, global, gathering });
  const used = new Set(scrapeConfigs.flatMap(modulesOf));
  for (const name of Object.keys(modules)) {
    if (!used.has(name)) gathering.note(`module "${name}"`, 'modules', 'no scrape config of these files uses it');
  }
  return gathering.result('blackbox_exporter with a Prometheus configuration');
}

interface Context {
  readonly modules: Readonly<Record<string, Row>>;
  readonly global: Row;
  readonly gathering: Gathering;
}

function modulesOf(job: Row): readonly string[] {
  const params = isRow(job['params']) ? job['params'] : {};
  return textsOf(params['module']);
}

function importJob(job: Row, { modules, global, gathering }: Context): void {
  const jobName = textOf(job, 'job_name') ?? 'job';
  const where = `job "${jobName}"`;
  const names = modulesOf(job);
  // Prometheus asks itself and others too: only what goes to /probe is a look.
  if (textOf(job, 'metrics_path') !== '/probe' && names.length === 0) {
    gathering.note(where, 'scrape_configs', 'is no probe');
    return;
  }
  for (const key of Object.keys(job).filter((name) => name.endsWith('_sd_configs'))) {
    gathering.lost(where, key, 'only targets that stand in the file can be imported');
  }
  const relabelled = labelledModules(job);
  if (names.length === 0 && relabelled.size === 0) gathering.leftOut(where, 'params.module', 'it names no module');
  for (const group of rowsOf(job['static_configs'])) {
    const labels = isRow(group['labels']) ? group['labels'] : {};
    const own = textsOf(labels['module']);
    for (const target of textsOf(group['targets'])) {
      for (const moduleName of own.length > 0 && relabelled.has('module') ? own : names) {
        importTarget({ job, jobName, target, moduleName, labels }, { modules, global, gathering });
      }
    }
  }
}

/** Labels that a rule turns into the module. */
function labelledModules(job: Row): ReadonlySet<string> {
  const rules = rowsOf(job['relabel_configs']).filter((rule) => textOf(rule, 'target_label') === '__param_module');
  return new Set(rules.flatMap((rule) => textsOf(rule['source_labels'])));
}

interface Target {
  readonly job: Row;
  readonly jobName: string;
  readonly target: string;
  readonly moduleName: string;
  readonly labels: Row;
}

function importTarget(
  { job, jobName, target, moduleName, labels }: Target,
  { modules, global, gathering }: Context,
): void {
  const shown = target.replace(/\/\/[^@/]*@/, '//…@');
  const ref = `target:${jobName}:${moduleName}:${target}`;
  const module = modules[moduleName];
  const intervalMs = goDurationMs(
    textOf(job, 'scrape_interval') ?? textOf(global, 'scrape_interval') ?? SCRAPE_INTERVAL,
  );
  const scrapeMs =
    goDurationMs(textOf(job, 'scrape_timeout') ?? textOf(global, 'scrape_timeout') ?? SCRAPE_TIMEOUT) ?? 10_000;
  const ownMs = goDurationMs((module && moduleTimeout(module)) ?? '') || Number.POSITIVE_INFINITY;
  const timeoutMs = Math.max(100, Math.round(Math.min(ownMs, scrapeMs - TIMEOUT_OFFSET_MS)));
  const look = module
    ? lookOf(module, { target, module: moduleName, timeoutMs })
    : { lacks: `there is no module ${moduleName}` };
  if ('lacks' in look) {
    gathering.leftOut(`monitor "${shown}"`, moduleName, look.lacks);
    return;
  }
  const name = gathering.name('monitors', `${shown} (${moduleName})`, ref);
  const where = `monitor "${name}"`;
  for (const [what, why] of look.lost) gathering.lost(where, what, why);
  for (const [what, why] of look.changed) gathering.changed(where, what, why);
  const frequencySeconds = Math.min(86_400, Math.max(1, Math.round((intervalMs ?? 60_000) / 1000)));
  const tags = tagsOf(jobName, labels, gathering);
  const body = {
    name,
    type: look.type,
    config: look.config,
    frequencySeconds,
    enabled: look.pausedBecause === undefined,
    assertions: look.assertions,
    tags,
    // Prometheus alerts by rules of its own, which are not in these files.
    alertChannels: [],
    incidentPolicy: policyOfCount(2, frequencySeconds),
  };
  const { pausedBecause } = look;
  gathering.add({
    section: 'monitors',
    ref,
    name,
    from: moduleName,
    body,
    ...(pausedBecause !== undefined && { pausedBecause }),
  });
}

/** The job and the labels of a target are how people find it. */
function tagsOf(jobName: string, labels: Row, gathering: Gathering): readonly string[] {
  const given = Object.entries(labels).filter(([name]) => name !== 'module');
  const wanted = [`job: ${jobName}`, ...given.map(([name, value]) => `${name}: ${String(value)}`)];
  return wanted.map((text) => {
    const name = gathering.name('tags', text, `tag:${text}`);
    gathering.tag(name, `tag:${text}`);
    return name;
  });
}
