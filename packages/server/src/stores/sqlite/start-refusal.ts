/** Why a data directory or a database is not used. Raised at start only: the server says it in one line and exits. */

/** `corrupt` covers every file that is not a whole database of ours. */
export type StartRefusalCode =
  | 'in_use'
  | 'unwritable'
  | 'network_file_system'
  | 'sqlite_too_old'
  | 'corrupt'
  | 'newer_version'
  | 'disk_full'
  | 'cannot_listen'
  | 'trust_store'
  | 'secret_key';

/** A start that must not go on. Its message is one line that names the path and what to do. */
export class StartRefusal extends Error {
  readonly code: StartRefusalCode;
  constructor(code: StartRefusalCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StartRefusal';
    this.code = code;
  }
}
