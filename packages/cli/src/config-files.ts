/** Configuration files by the names that a person gives: files, folders, patterns. */
import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type FileProblem, FileProblems, mergeFiles, readYaml, type YamlFile } from '@upwatch/server/files';
import { UsageError } from './exit.ts';
import { readText } from './read-text.ts';
import { withValues } from './value-sources.ts';

const FILES_MAX = 1000;
const IN_FOLDER = '*.{yml,yaml,json}';

/**
 * All of them as one, undefined where none is named.
 * @throws FileProblems with what is wrong in each; UsageError for a name that nothing goes by
 */
export function readConfigFiles(
  names: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): YamlFile | undefined {
  if (names.length === 0) return undefined;
  const paths = [...new Set(names.flatMap(pathsOf))];
  if (paths.length > FILES_MAX) throw new UsageError(`must be at most ${FILES_MAX} files, got ${paths.length}`);
  const problems: FileProblem[] = [];
  const files = paths.flatMap((path) => {
    const text = readText(path, 'config file');
    try {
      return [withValues(readYaml(text, path, env), path)];
    } catch (error) {
      if (!(error instanceof FileProblems)) throw error;
      problems.push(...error.problems);
      return [];
    }
  });
  if (problems.length > 0) throw new FileProblems(problems);
  return mergeFiles(files);
}

/** In the order of their names, so that messages and plans are the same everywhere. */
function pathsOf(name: string): readonly string[] {
  const isFolder = existsSync(name) && statSync(name).isDirectory();
  if (existsSync(name) && !isFolder) return [name];
  const found = isFolder ? globSync(IN_FOLDER, { cwd: name }).map((path) => join(name, path)) : globSync(name);
  if (found.length > 0) return found.sort();
  if (isFolder) throw new UsageError(`${name} must hold files that end in .yml, .yaml or .json, got none`);
  // Says why it cannot be read.
  return [name];
}
