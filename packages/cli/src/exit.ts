/** How the command ends. */
export const ExitCode = {
  /** Done; every target is up. */
  Good: 0,
  /** Something is down, or the work could not be done. */
  Bad: 1,
  /** The command line, a file or a value is wrong. */
  Usage: 2,
} as const;

/** The user asked for something that cannot be: the message says what was expected and what came. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
