/** The assertions that belong to one kind of target, each with what is done with it. */
import type { Check } from './check.ts';

/** One kind of assertion. */
export interface AssertionKind<Config> {
  /**
   * Makes it ready, once per assignment.
   * @throws {AssertionSyntaxError} when the settings cannot be used
   */
  readonly compile: (config: Config) => Check;
  /** What a result shows as expected; empty where nothing is compared. */
  readonly expectedOf: (config: Config) => string;
  /** It wants the body to be read and decoded. */
  readonly readsBody?: true;
  /** It only ever warns, whatever severity it was given. */
  readonly isWarning?: true;
}

/** All kinds of a family: the compiler finds one that is missing. */
export type AssertionFamily<Config extends { readonly type: string }> = {
  readonly [Type in Config['type']]: AssertionKind<Extract<Config, { readonly type: Type }>>;
};
