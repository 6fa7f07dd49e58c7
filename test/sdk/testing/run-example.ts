/** Runs code that stands in a docstring or a page. */
const AsyncFunction = (async () => undefined).constructor as new (
  ...code: string[]
) => (...given: unknown[]) => Promise<unknown>;

export interface Ran {
  /** What it gave to `console.log`, call by call. */
  readonly logged: readonly (readonly unknown[])[];
  readonly returned: unknown;
}

/** @param names what the code may use; imports are left out of it */
export async function runExample(code: string, names: Readonly<Record<string, unknown>>): Promise<Ran> {
  const logged: unknown[][] = [];
  const console = { log: (...values: unknown[]) => void logged.push(values) };
  const given = { ...names, console };
  const plain = code.replaceAll(/^import .*$/gm, '');
  const returned = await new AsyncFunction(...Object.keys(given), plain)(...Object.values(given));
  return { logged, returned };
}

/** The examples of a source, each with the docstring that it stands in. */
export function examplesIn(source: string): readonly { readonly words: string; readonly code: string }[] {
  return Array.from(source.matchAll(/\/\*\*([\s\S]*?)\*\//g), ([, comment]) =>
    comment!
      .split('\n')
      .map((line) => line.replace(/^\s*\* ?/, ''))
      .join('\n'),
  )
    .filter((words) => words.includes('@example'))
    .map((words) => ({ words, code: words.split('@example')[1]!.replaceAll('*\\/', '*/') }));
}
