/** How the command ends; docs/cli.md tells people of it. */
export const ExitCode = {
  /** Done; every target is up. */
  Good: 0,
  /** Something is down, or the work could not be done. */
  Bad: 1,
  /** The command line, a file or a value is wrong. */
  Usage: 2,
  /** There is no such thing. */
  NotFound: 3,
  /** The server was not reached, did not take the key, or could not answer: nothing is known. */
  NoAnswer: 4,
} as const;

/** The user asked for something that cannot be: the message says what was expected and what came. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
}

/** What was asked for by its name is not there. */
export class MissingError extends UsageError {
  override readonly name = 'MissingError';
}
