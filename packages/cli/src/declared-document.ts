/** Configuration files as the document that a server is given, and its refusals said with their places in the files. */
import { ConflictError, ValidationError } from '@upwatch/sdk';
import { FileProblems, pathOf, type YamlFile } from '@upwatch/server/files';
import { readConfigFiles } from './config-files.ts';
import { UsageError } from './exit.ts';

const DEFAULT_FILE = 'upwatch.yml';
/** For the server that reads the file when it starts; they may hold secrets. */
const OF_THE_SERVER: ReadonlySet<string> = new Set(['server', 'simple']);

/** A document, and where its parts stand. */
export interface DeclaredDocument {
  readonly document: Record<string, unknown>;
  readonly file: YamlFile;
}

/** @throws UsageError with everything that is wrong, one a line */
export function readDocument(names: readonly string[]): DeclaredDocument {
  const file = withPlaces(() => readConfigFiles(names.length > 0 ? names : [DEFAULT_FILE]))!;
  const { value } = file;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UsageError(`${file.at([])}: must be an object of sections such as monitors`);
  const sections = Object.entries(value).filter(([name, section]) => section !== null && !OF_THE_SERVER.has(name));
  return { document: Object.fromEntries(sections), file };
}

/** @throws UsageError in place of FileProblems */
export function withPlaces<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof FileProblems) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

/** What a server says of a document, with the places in the files. */
export async function askedOf<T>({ file }: DeclaredDocument, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ConflictError) throw new Error(error.errors[0]?.message ?? plain(error), { cause: error });
    if (!(error instanceof ValidationError) || error.errors.length === 0) throw error;
    const lines = error.errors.map(({ field, message }) => {
      const path = pathOf(field ?? undefined);
      // Of the request itself, and not of what stands in a file.
      const [first, ...rest] = path;
      return `${file.at(first === 'document' ? rest : path)}: ${message}`;
    });
    throw new UsageError(lines.join('\n'), { cause: error });
  }
}

function plain({ message }: Error): string {
  return message.replace(/^[A-Z]+ \/\S*: (\d{3} \w+: )?/, '');
}
