/** The engine, broken on purpose: the simulation bundled with one piece of the packages' source replaced. */
import { readFile, rm } from 'node:fs/promises';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type { Mutation } from './mutations.ts';
import type { Scene } from './scenes.ts';
import type { Run } from './outcome.ts';
import type { simulate } from './simulation.ts';
import type { Size } from './world.ts';

const PACKAGES = resolve(import.meta.dirname, '../../packages');

/** Builds broken engines, and removes what it built when it is closed. */
export class Mutants implements AsyncDisposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'upwatch-mutants-'));
  #built = 0;

  /** @throws when the piece is not there exactly once: the list has to follow the source */
  async simulationOf(mutation: Pick<Mutation, 'file' | 'from' | 'to'>): Promise<typeof simulate> {
    const outfile = join(this.#folder, `${++this.#built}.mjs`);
    await build({
      entryPoints: [join(import.meta.dirname, 'simulation.ts')],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      conditions: ['upwatch:source'],
      plugins: [breaking(mutation)],
      logLevel: 'silent',
    });
    // What was bundled exports what its entry does.
    const { simulate: broken } = (await import(pathToFileURL(outfile).href)) as { simulate: typeof simulate };
    return broken;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true });
  }
}

function breaking({ file, from, to }: Pick<Mutation, 'file' | 'from' | 'to'>): Plugin {
  const path = join(PACKAGES, file);
  return {
    name: 'break',
    setup(building) {
      building.onLoad({ filter: /\.ts$/ }, async (given) => {
        if (given.path !== path) return undefined;
        const source = await readFile(path, 'utf8');
        if (source.split(from).length !== 2) throw new Error(`${file} must hold ${JSON.stringify(from)} exactly once`);
        return { contents: source.replace(from, () => to), loader: 'ts' };
      });
    },
  };
}

/** What has to be found out, and how it shows soonest. */
export interface Sought {
  readonly seed: number;
  readonly hours?: number;
  readonly found: RegExp;
  readonly scenes?: readonly Scene[];
}

/** The known seed, and, should what seeds draw have changed, so many others. */
const OTHERS = 40;
const HOURS = 12;

/** Runs the seed that is known to show it, then others. @returns the first that did, if one does */
export async function hunt(run: (seed: number, size: Size) => Promise<Run>, sought: Sought): Promise<Run | undefined> {
  for (const seed of [sought.seed, ...seedsTo(OTHERS)]) {
    const shown = await run(seed, sizeOf(sought));
    if (isFound(shown, sought)) return shown;
  }
  return undefined;
}

/** The seed of these that shows it soonest. */
export async function soonest(
  run: (seed: number, size: Size) => Promise<Run>,
  sought: Sought,
  seeds: number,
): Promise<Run | undefined> {
  let best: Run | undefined;
  for (const seed of seedsTo(seeds)) {
    const shown = await run(seed, sizeOf(sought));
    if (isFound(shown, sought) && shown.steps < (best?.steps ?? Infinity)) best = shown;
  }
  return best;
}

function sizeOf({ hours = HOURS, scenes = [] }: Sought): Size {
  return { monitors: 10, regions: 3, hours, scenes };
}

function isFound({ found }: Run, sought: Sought): boolean {
  return found !== undefined && sought.found.test(found);
}

function seedsTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, place) => place + 1);
}
