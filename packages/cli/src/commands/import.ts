/** `upwatch import`: brings what another monitor watches. */
import { existsSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { secretsIn } from '@upwatch/server/foreign';
import { type Client, clientOf } from '../api-client.ts';
import { type ConnectionOptions, NoKeyError } from '../contexts/connection.ts';
import { ExitCode, UsageError } from '../exit.ts';
import type { Applied } from '../importing/apply.ts';
import { IMPORT_KINDS, type ImportKind } from '../importing/kinds.ts';
import type { PastOptions } from '../importing/history/import-past.ts';
import type { Imported } from '../importing/imported.ts';
import type { Plan } from '../importing/plan.ts';
import type { Standing } from '../importing/standing.ts';
import { progressLine } from '../render/progress-line.ts';
import { hasColour } from '../render/table.ts';
import { doneText } from '../render/verdict.ts';
import { withExamples } from './examples.ts';
import { terminalColumns } from '../render/terminal-columns.ts';

interface ImportOptions extends ConnectionOptions, PastOptions {
  readonly dryRun?: boolean;
  readonly output: string;
  readonly as?: string;
  readonly overwrite?: boolean;
  readonly appriseUrl?: string;
}

const SOURCE = /^[a-z0-9][a-z0-9._-]{0,62}$/;

export function configure(command: Command): void {
  for (const kind of IMPORT_KINDS) {
    const sub = command
      .command(`${kind.name} ${kind.files}`)
      .description(kind.summary)
      .option('-n, --dry-run', 'show what would be done, and change nothing')
      .option('-o, --output <file>', 'write upwatch.yml instead; or table, json: how to show it', 'table')
      .addOption(new Option('--json', 'the plan, for programs: as -o json').implies({ output: 'json' }))
      .option('--overwrite', 'take the source where somebody changed a thing in Upwatch since')
      .option('--as <name>', `which source this is, where there are several of a kind (default: ${kind.name})`)
      .option('--no-history', 'leave the past where it is')
      .option('--history-from <day>', 'the past from this day on, also what was brought before')
      .option('--apprise-url <url>', 'an Apprise API server, for notifications by Apprise')
      .option('--server <url>', 'where the server is (UPWATCH_URL; default http://127.0.0.1:3000)')
      .option('--token <key>', 'API key (UPWATCH_API_TOKEN)')
      .option('--context <name>', 'a server of `upwatch login` (UPWATCH_CONTEXT)')
      .action(async (files: string | readonly string[], options: ImportOptions) => {
        await run(kind, [files].flat(), options);
      });
    withExamples(sub, ...kind.examples);
  }
  withExamples(command, ...IMPORT_KINDS.map(({ examples }) => examples[0]!));
}

async function run(kind: ImportKind, files: readonly string[], options: ImportOptions): Promise<void> {
  for (const file of files) {
    if (!existsSync(file)) throw new UsageError(`${kind.name}: cannot read ${file}: there is no such file`);
  }
  const { historyFromMs } = await import('../importing/history/import-past.ts');
  historyFromMs(options);
  const source = options.as ?? kind.name;
  if (!SOURCE.test(source)) {
    throw new UsageError(`--as must be lower-case letters, digits, dots and dashes, got "${source}"`);
  }
  const imported = await kind.read(files, options.appriseUrl === undefined ? {} : { appriseUrl: options.appriseUrl });
  if (/\.ya?ml$/i.test(options.output)) return await writeConfig(imported, options.output, options);
  if (options.output !== 'table' && options.output !== 'json') {
    throw new UsageError(`--output must be table, json or a file such as upwatch.yml, got "${options.output}"`);
  }
  await importTo({ kind, files, source, imported, options });
}

interface Import {
  readonly kind: ImportKind;
  readonly files: readonly string[];
  readonly source: string;
  readonly imported: Imported;
  readonly options: ImportOptions;
}

async function importTo(given: Import): Promise<void> {
  const { imported, source, options } = given;
  const [{ NOTHING, standingOf }, { planOf }, { problemOf }] = await Promise.all([
    import('../importing/standing.ts'),
    import('../importing/plan.ts'),
    import('../importing/acceptance.ts'),
  ]);
  const client = clientFor(options);
  const standing = client ? await standingOf(client, source) : NOTHING;
  const plan = planOf(imported, standing, { isOverwriting: options.overwrite ?? false, problemOf });
  if (options.overwrite !== true) refuseAnother(plan, standing, given);
  await show(plan, given, client !== undefined);
  if (options.dryRun) await showPast(given);
  if (options.dryRun || !client) return;
  await apply(plan, standing, client, given);
}

/** A dry run needs no server: without a key it is made against an empty one. */
function clientFor(options: ImportOptions): Client | undefined {
  try {
    return clientOf(options);
  } catch (error) {
    if (options.dryRun && error instanceof NoKeyError) return undefined;
    throw error;
  }
}

/** Numbers of one database mean other things in another: nearly everything would be changed into something else. */
function refuseAnother({ steps }: Plan, { remembered }: Standing, { source, files }: Import): void {
  const known = steps.filter(({ thing }) => thing.section === 'monitors' && remembered.has(thing.ref));
  const renamed = known.filter(
    (step) => step.type === 'update' && ['name', 'config'].every((field) => step.fields.includes(field)),
  );
  if (renamed.length < 3 || renamed.length * 2 <= known.length) return;
  const which = files.map((file) => basename(file)).join(', ');
  throw new UsageError(
    `${renamed.length} of ${known.length} monitors known from "${source}" have another name and another target: ` +
      `${which} looks like another source. Give it a name of its own with --as, or take it as the same with --overwrite`,
  );
}

async function show(plan: Plan, { imported, files, options }: Import, isAsked: boolean): Promise<void> {
  const { planText } = await import('../render/import-text.ts');
  if (options.output === 'json') {
    process.stdout.write(`${JSON.stringify(planJson(plan), undefined, 2)}\n`);
    return;
  }
  const isColoured = hasColour(process.stdout);
  const columns = terminalColumns(process.stdout);
  const head = `${files.map((file) => basename(file)).join(', ')}: ${imported.source}`;
  const against = isAsked ? '' : ' (without an API key: as if the server were empty)';
  process.stdout.write(`${head}${against}\n\n${planText(plan, { hasColour: isColoured, columns })}\n`);
}

async function showPast({ kind, files, options }: Import): Promise<void> {
  if (options.output === 'json') return;
  const { pastSummary } = await import('../importing/history/import-past.ts');
  const past = await pastSummary(kind, files, options);
  if (past !== undefined) process.stdout.write(`\nThe past is brought as well: ${past} (--no-history leaves it)\n`);
  const command = `upwatch import ${kind.name} ${files.join(' ')}`;
  process.stdout.write(
    `\nNothing has been changed.\n  ${command}                  do it\n  ${command} -o upwatch.yml   write a config file instead\n`,
  );
}

/** Bodies hold their secrets masked. */
function planJson({ source, steps, remarks, vanished }: Plan): object {
  return {
    source,
    steps: steps.map(({ thing, ...step }) => ({ action: step.type, ...thing, ...step, before: undefined })),
    remarks,
    vanished: vanished.map(({ ref, section, id }) => ({ ref, section, id })),
  };
}

async function apply(
  plan: Plan,
  standing: Standing,
  client: Client,
  { kind, files, imported, source, options }: Import,
) {
  const [{ applyPlan }, { withoutSecrets }, { importPast }] = await Promise.all([
    import('../importing/apply.ts'),
    import('../importing/acceptance.ts'),
    import('../importing/history/import-past.ts'),
  ]);
  const line = progressLine(process.stderr);
  const onProgress = (done: number, total: number, what: string): void => line.show(done, total, what);
  const applied = await applyPlan(plan, standing, client, { source, onProgress }).finally(() => line.end());
  const { failed } = applied;
  const secrets = imported.things.flatMap(({ body }) => secretsIn(body));
  const tell = (failures: typeof failed): void => {
    for (const { where, why } of failures) process.stderr.write(`upwatch: ${where}: ${withoutSecrets(why, secrets)}\n`);
    if (failures.length > 0) process.exitCode = ExitCode.Bad;
  };
  tell(failed);
  const isQuiet = options.output === 'json';
  if (!isQuiet) process.stdout.write(`\n${doneText(writtenText(applied), hasColour(process.stdout))}\n`);
  tell(await importPast(applied, client, { kind, files, source, options, isQuiet }));
  if (!isQuiet) process.stdout.write(nextSteps(plan));
}

function writtenText({ done, failed }: Applied): string {
  const written = done.filter(({ type }) => type === 'create' || type === 'update').length;
  const kept = done.length - written;
  const others = failed.length > 0 ? `, ${failed.length} failed` : '';
  return `${written} written, ${kept} left as ${kept === 1 ? 'it is' : 'they are'}${others}`;
}

function nextSteps({ steps }: Plan): string {
  const paused = steps.filter(({ type, thing }) => type === 'create' && thing.pausedBecause !== undefined).length;
  const channel = steps.find(({ type, thing }) => type === 'create' && thing.section === 'alertChannels');
  const pushes = steps.some(({ type, thing }) => type === 'create' && thing.body['pingToken'] !== undefined);
  const lines = [
    ['upwatch status', 'what is wrong now'],
    ...(channel ? [[`upwatch channels test "${channel.thing.name}"`, 'whether it is told']] : []),
    ...(paused > 0
      ? [
          [
            'upwatch monitors list',
            `${paused} ${paused === 1 ? 'is' : 'are'} paused until you have seen to ${paused === 1 ? 'it' : 'them'}`,
          ],
        ]
      : []),
    ...(pushes ? [['', 'jobs go on reporting by their tokens: point them, or the host name, to this server']] : []),
  ];
  const width = Math.max(...lines.map(([command = '']) => command.length));
  return `\nNext\n${lines.map(([command = '', why = '']) => `  ${command.padEnd(width)}   ${why}`.trimEnd()).join('\n')}\n`;
}

async function writeConfig(imported: Imported, file: string, { dryRun, overwrite }: ImportOptions): Promise<void> {
  const [{ configFileOf, undeclared }, { planOf }, { problemOf }, { NOTHING }] = await Promise.all([
    import('../importing/config-file.ts'),
    import('../importing/plan.ts'),
    import('../importing/acceptance.ts'),
    import('../importing/standing.ts'),
  ]);
  const envFile = `${file.replace(/\.ya?ml$/i, '')}.env`;
  const planned = planOf(imported, NOTHING, { isOverwriting: false, problemOf });
  const things = planned.steps.flatMap((step) => (step.type === 'create' ? [step.thing] : []));
  const plan = { ...planned, remarks: [...planned.remarks, ...undeclared(things)] };
  const { yaml, env } = configFileOf({ ...imported, remarks: plan.remarks }, things, basename(envFile));
  const { planText } = await import('../render/import-text.ts');
  const columns = terminalColumns(process.stdout);
  process.stdout.write(`${planText(plan, { hasColour: hasColour(process.stdout), columns })}\n`);
  if (dryRun) return;
  const written: readonly (readonly [name: string, text: string, mode: number])[] = [
    [file, yaml, 0o644],
    ...(env === '' ? [] : [[envFile, env, 0o600] as const]),
  ];
  for (const [name, text, mode] of written) writeNew(name, text, { mode, isOverwriting: overwrite ?? false });
  const said = `wrote ${written.map(([name]) => name).join(' and ')}`;
  process.stdout.write(`\n${doneText(said, hasColour(process.stdout))}\n\nNext\n`);
  const variables = env === '' ? '' : `set -a; . ./${basename(envFile)}; set +a; `;
  process.stdout.write(`  ${variables}upwatch serve --config ${file}\n`);
}

/** Nothing that is there is lost. */
function writeNew(file: string, text: string, { mode, isOverwriting }: { mode: number; isOverwriting: boolean }): void {
  try {
    writeFileSync(file, text, { mode, flag: isOverwriting ? 'w' : 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'EEXIST' ? 'there is one already: --overwrite replaces it' : `cannot be written: ${code}`;
    throw new UsageError(`${file}: ${why}`, { cause: error });
  }
}
