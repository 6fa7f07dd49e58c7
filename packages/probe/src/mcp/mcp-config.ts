/** What an MCP monitor is told, with every default filled in. The schema that checks it is `config.ts`. */

interface Common {
  /** Of one attempt, milliseconds: the handshake and all lists. */
  readonly timeoutMs: number;
  readonly retry: { readonly attemptsMax: number; readonly backoffMs: number; readonly backoffFactor: number };
}

/** A server that is reached over HTTP (the transport "streamable HTTP"). */
export interface McpOverHttp extends Common {
  /** Canonical, without credentials. */
  readonly url: string;
  readonly customHeaders?: Readonly<Record<string, string>>;
  readonly verifyTls: boolean;
}

/** A server that is a program here: started for each look, and ended after it. */
export interface McpOverStdio extends Common {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export type McpConfig = McpOverHttp | McpOverStdio;

/** Whether a program must be started here. */
export function isCommand(config: McpConfig): config is McpOverStdio {
  return 'command' in config;
}
