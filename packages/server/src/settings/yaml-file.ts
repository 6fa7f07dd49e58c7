/**
 * A YAML or JSON file as a value, with `${ENV}` and `${ENV:-default}` filled in, and the place in the file of every
 * part, so that whatever is wrong with a value later can be said as file:line:column.
 */
import { isAlias, isPair, LineCounter, parse, parseDocument, type Scalar, visit, type YAMLParseError } from 'yaml';
import { aliasFaults } from './yaml-aliases.ts';

/** One thing that is wrong, and where. */
export interface FileProblem {
  /** `upwatch.yml:3:7` */
  readonly at: string;
  readonly message: string;
}

/** Thrown with everything that is wrong in a file, not only the first. */
export class FileProblems extends Error {
  readonly problems: readonly FileProblem[];
  constructor(problems: readonly FileProblem[]) {
    super(problems.map(({ at, message }) => `${at}: ${message}`).join('\n'));
    this.name = 'FileProblems';
    this.problems = problems;
  }
}

/** Does both, and tells what is wrong in either at once. @throws FileProblems */
export function withAllProblems<First, Second>(first: () => First, second: () => Second): readonly [First, Second] {
  const problems: FileProblem[] = [];
  const done = [attempted(first, problems), attempted(second, problems)] as const;
  if (!done[0] || !done[1]) throw new FileProblems(problems);
  return [done[0].result, done[1].result];
}

function attempted<T>(work: () => T, problems: FileProblem[]): { readonly result: T } | undefined {
  try {
    return { result: work() };
  } catch (error) {
    if (!(error instanceof FileProblems)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

export interface YamlFile {
  readonly value: unknown;
  /** Where a part stands: `upwatch.yml:3:7`, or its nearest ancestor that the file has. */
  at(path: readonly PropertyKey[]): string;
  /** The text of the variable that a part is, and nothing else: `${NAME}`. Undefined where it says more, or something else. */
  variableAt?(path: readonly PropertyKey[]): string | undefined;
}

const FILE_BYTES_MAX = 4 * 1024 * 1024;
/** One variable alone, without a default: that would stand in the file. */
const VARIABLE = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/;
const REFERENCE = /\$(\$)?\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g;

/**
 * @param name how the file is called in messages
 * @throws FileProblems
 */
export function readYaml(text: string, name: string, env: Readonly<Record<string, string | undefined>>): YamlFile {
  return read(text, name, env);
}

/**
 * A file of another program, which knows nothing of variables: `$` is a letter like any other, and `<<` takes over.
 * @param name how the file is called in messages
 * @throws FileProblems
 */
export function readForeignYaml(text: string, name: string): YamlFile {
  return read(text, name, undefined);
}

/** @param env undefined where nothing is filled in */
function read(text: string, name: string, env: Readonly<Record<string, string | undefined>> | undefined): YamlFile {
  if (Buffer.byteLength(text) > FILE_BYTES_MAX) {
    throw new FileProblems([
      { at: name, message: `must be at most ${FILE_BYTES_MAX} bytes, has ${Buffer.byteLength(text)}` },
    ]);
  }
  const lines = new LineCounter();
  const source = text.replace(/^\uFEFF/, '');
  const document = parseDocument(source, {
    lineCounter: lines,
    uniqueKeys: true,
    version: '1.2',
    merge: env === undefined,
  });
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${name}:${line}:${col}`;
  };
  const variables = new Map<unknown, string>();
  const problems: FileProblem[] = document.errors.map((error) => ({
    at: place(error.pos[0]),
    message: sentenceOf(error, source),
  }));
  if (problems.length === 0) {
    problems.push(...aliasFaults(document).map(({ offset, message }) => ({ at: place(offset), message })));
  }
  if (problems.length === 0 && env) {
    visit(document, {
      Scalar: (_key, node, ancestors) => {
        const [, variable = ''] = VARIABLE.exec(String(node.value)) ?? [];
        if (env[variable]) variables.set(node, env[variable]);
        const missing = fillIn(node, env);
        for (const variable of missing) {
          problems.push({
            at: place(node.range?.[0] ?? 0),
            message: `the environment variable ${variable} is not set; ${insteadOf(variable, ancestors)}`,
          });
        }
      },
    });
  }
  if (problems.length > 0) throw new FileProblems(problems);
  return {
    // The library would count how often an anchor is used, and refuse the hundredth monitor that shares a policy.
    value: document.toJS({ maxAliasCount: -1 }),
    at: (path) => {
      for (let length = path.length; length >= 0; length--) {
        const node = document.getIn(path.slice(0, length), true);
        if (hasRange(node)) return place(node.range[0]);
      }
      return name;
    },
    variableAt: (path) => variables.get(document.getIn(path, true)),
  };
}

/** What can be done about a variable that is not set. A default of a secret would stand in the file, and is refused. */
function insteadOf(variable: string, ancestors: readonly unknown[]): string {
  const keys = ancestors.filter(isPair).map(({ key }) => String(key));
  const isSecret = keys.length === 2 && keys[0] === 'secrets' && keys[1] === 'value';
  if (isSecret) return 'set it, or name a file that holds the secret: file instead of value';
  return `write \${${variable}:-default} to give a default`;
}

/** The library's own words where they are of use to who wrote the file. */
function sentenceOf({ code, message, pos }: YAMLParseError, text: string): string {
  if (code === 'DUPLICATE_KEY') {
    const [key = 'a key'] = /^[\w.-]+/.exec(text.slice(pos[0])) ?? [];
    return `${key} stands twice here, and must once`;
  }
  if (code === 'MULTIPLE_DOCS') return 'must be one YAML document; what follows --- belongs in a file of its own';
  return message.split(/ at line \d+/)[0]!.split('\n')[0]!;
}

function hasRange(node: unknown): node is { range: [number, number, number] } {
  return (
    typeof node === 'object' && node !== null && !isAlias(node) && Array.isArray((node as { range?: unknown }).range)
  );
}

/** Fills the references of one scalar in. @returns the variables that are neither set nor have a default */
function fillIn(node: Scalar, env: Readonly<Record<string, string | undefined>>): string[] {
  if (typeof node.value !== 'string' || !node.value.includes('${')) return [];
  const missing: string[] = [];
  const filled = node.value.replace(
    REFERENCE,
    (whole, escape: string | undefined, variable: string, fallback?: string) => {
      if (escape) return whole.slice(1);
      const value = env[variable] || fallback;
      if (value === undefined) missing.push(variable);
      return value ?? '';
    },
  );
  // Unquoted, `port: ${PORT:-3000}` is a number, as it would be had the number been written there.
  node.value = node.type === 'PLAIN' ? plainValue(filled) : filled;
  return missing;
}

function plainValue(text: string): unknown {
  if (!/^(-?\d[\d._]*|true|false|null|~)$/.test(text)) return text;
  const value: unknown = parse(text);
  return isScalarValue(value) ? value : text;
}

function isScalarValue(value: unknown): boolean {
  return value === null || typeof value === 'number' || typeof value === 'boolean';
}
