/** Several files as one: lists of one section are put together; what is no list may be said in one file only. */
import { type FileProblem, FileProblems, type YamlFile } from './yaml-file.ts';

/** Where an entry of a whole section comes from. */
interface Origin {
  readonly file: YamlFile;
  readonly place: number;
}

/** @throws FileProblems for what two files say differently */
export function mergeFiles(files: readonly YamlFile[]): YamlFile {
  const [first, ...others] = files;
  if (first && others.length === 0) return first;
  const merged: Record<string, unknown> = {};
  const origins = new Map<string, Origin[]>();
  const owners = new Map<string, YamlFile>();
  const problems: FileProblem[] = [];
  for (const file of files) {
    if (file.value !== null && file.value !== undefined && !isSections(file.value)) {
      problems.push({ at: file.at([]), message: 'must be an object of sections' });
      continue;
    }
    for (const [name, value] of Object.entries(file.value ?? {})) {
      if (value === null) continue;
      const owner = owners.get(name);
      const known = merged[name];
      if (Array.isArray(value) && (owner === undefined || Array.isArray(known))) {
        const entries = value.map((_, place) => ({ file, place }));
        origins.set(name, [...(origins.get(name) ?? []), ...entries]);
        merged[name] = [...((known as readonly unknown[] | undefined) ?? []), ...(value as readonly unknown[])];
      } else if (owner === undefined || (name === 'project' && known === value)) merged[name] = value;
      else
        problems.push({
          at: file.at([name]),
          message: `${name} must stand in one file only, ${owner.at([name])} has it too`,
        });
      if (owner === undefined) owners.set(name, file);
    }
  }
  if (problems.length > 0) throw new FileProblems(problems);
  return { value: merged, at: (path) => placeOf(path, { origins, owners, first }) };
}

interface Known {
  readonly origins: ReadonlyMap<string, readonly Origin[]>;
  readonly owners: ReadonlyMap<string, YamlFile>;
  readonly first: YamlFile | undefined;
}

function placeOf(path: readonly PropertyKey[], { origins, owners, first }: Known): string {
  const [section, place, ...rest] = path;
  const name = String(section ?? '');
  const origin = typeof place === 'number' ? origins.get(name)?.[place] : undefined;
  if (origin) return origin.file.at([name, origin.place, ...rest]);
  return (owners.get(name) ?? first)?.at(path) ?? 'configuration';
}

function isSections(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
