/** Servers by name, each with its key, and which of them is in use. Pure: what is kept, and what becomes of it. */
import { MissingError, UsageError } from '../exit.ts';

/** One server. */
export interface Context {
  readonly url: string;
  readonly token: string;
}

export interface Contexts {
  /** The name of the one in use. */
  readonly current?: string;
  readonly contexts: Readonly<Record<string, Context>>;
}

export const NO_CONTEXTS: Contexts = { contexts: {} };

const NAME = /^[\w.-]{1,64}$/;

/** @throws UsageError when no context can be called so */
function checkedName(name: string): string {
  if (NAME.test(name) && name !== '__proto__') return name;
  throw new UsageError(`a context's name must be letters, digits, dots, dashes or underscores, got "${name}"`);
}

/** @throws MissingError when none is called so */
export function contextCalled({ contexts }: Contexts, name: string): Context {
  const found = Object.hasOwn(contexts, name) ? contexts[name] : undefined;
  if (found) return found;
  throw new MissingError(`there is no context called "${name}": see \`upwatch contexts list\``);
}

/** A context is added, or takes the place of the one that was called so, and is in use from now on. */
export function withContext(kept: Contexts, name: string, context: Context): Contexts {
  return { current: checkedName(name), contexts: { ...kept.contexts, [name]: context } };
}

/** @throws MissingError when none is called so */
export function withCurrent(kept: Contexts, name: string): Contexts {
  contextCalled(kept, name);
  return { ...kept, current: name };
}

/** Nothing else comes into use by itself. @throws MissingError when none is called so */
export function withoutContext(kept: Contexts, name: string): Contexts {
  contextCalled(kept, name);
  const contexts = Object.fromEntries(Object.entries(kept.contexts).filter(([one]) => one !== name));
  return { contexts, ...(kept.current !== undefined && kept.current !== name && { current: kept.current }) };
}
