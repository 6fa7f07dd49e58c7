/** The application's own packages, loaded only when a check was given options in place of a client. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CheckFailure } from '../check-failure.ts';
import { codeOf } from './network-failure.ts';

/** What `name` exports, found from here or from where the application was started. */
export async function installed<T>(name: string): Promise<T> {
  const found = (await imported(name)) ?? (await imported(fromWorkingDirectory(name)));
  if (!found) throw new CheckFailure('NOT_INSTALLED', `the package ${name} is not installed: npm install ${name}`);
  const exported = found as { readonly default?: unknown };
  // What a CommonJS package exports is whole only under `default`.
  return { ...(exported.default as object), ...found } as T;
}

async function imported(specifier: string | undefined): Promise<object | undefined> {
  if (specifier === undefined) return undefined;
  try {
    return (await import(specifier)) as object;
  } catch (error) {
    if (codeOf(error) === 'ERR_MODULE_NOT_FOUND' || codeOf(error) === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

function fromWorkingDirectory(name: string): string | undefined {
  try {
    return pathToFileURL(createRequire(join(process.cwd(), 'package.json')).resolve(name)).href;
  } catch {
    return undefined;
  }
}
