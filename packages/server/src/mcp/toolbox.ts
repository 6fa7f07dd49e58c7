/** The tools that one caller has, and what becomes of a call. No protocol in here: `mcp-server.ts` speaks it. */
import { answerOf, type ToolAnswer } from './answer.ts';
import type { ApiDocument, JsonSchema } from './api-document.ts';
import { type Ask, type OwnTool, ownTools } from './own-tools.ts';
import { ArgumentFault, requestOf } from './request.ts';
import { type OperationTool, operationTools } from './tools.ts';

/** Which tools a caller gets. */
export interface ToolChoice {
  /** Whether those that change something are there. @default not */
  readonly mayWrite?: boolean;
  /** Only those of these resources (`monitors`, `incidents`) and the three of our own. @default all */
  readonly resources?: readonly string[];
}

/** As the protocol lists a tool. */
interface ListedTool {
  readonly [key: string]: unknown;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: JsonSchema & { readonly type: 'object' };
  readonly annotations: {
    readonly title: string;
    readonly readOnlyHint: boolean;
    readonly destructiveHint: boolean;
    readonly idempotentHint: boolean;
    readonly openWorldHint: boolean;
  };
}

export interface Toolbox {
  readonly list: readonly ListedTool[];
  /** Never rejects for what was called: what is wrong with it is an answer. */
  call(name: string, args: Readonly<Record<string, unknown>>, ask: Ask): Promise<ToolAnswer>;
}

/** Arguments that make a list shorter, in the order in which they are thought of. */
const NARROWING = ['size', 'limit', 'status', 'from', 'to', 'search', 'monitorId', 'types', 'page', 'cursor'];

export function toolboxOf(document: ApiDocument, choice: ToolChoice, nowMs: () => number): Toolbox {
  const operations = operationTools(document);
  const own = ownTools(nowMs);
  const permitted = new Map(operations.filter((tool) => isPermitted(tool, choice)).map((tool) => [tool.name, tool]));
  const known = new Map(operations.map((tool) => [tool.name, tool]));

  async function outcome(name: string, args: Readonly<Record<string, unknown>>, ask: Ask): Promise<ToolAnswer> {
    const ours = own.find((tool) => tool.name === name);
    if (ours) return ours.call(args, ask);
    const tool = permitted.get(name);
    if (!tool) return { text: refusedText(name, known.get(name), choice), isError: true };
    const narrowing = NARROWING.filter((one) => one in (tool.input.schema.properties ?? {}));
    return answerOf(await ask(requestOf(tool, args)), narrowing);
  }

  return {
    list: [...own.map((tool) => ownListed(tool, document)), ...[...permitted.values()].map(listed)],
    async call(name, args, ask) {
      try {
        return await outcome(name, args, ask);
      } catch (error) {
        if (error instanceof ArgumentFault) return { text: error.message, isError: true };
        throw error;
      }
    },
  };
}

function isPermitted({ effect, name }: OperationTool, { mayWrite = false, resources }: ToolChoice): boolean {
  return (mayWrite || effect === 'read') && (!resources || resources.includes(name.split('_')[0]!));
}

function refusedText(name: string, tool: OperationTool | undefined, { mayWrite = false }: ToolChoice): string {
  if (!tool) return `there is no tool ${name}`;
  return tool.effect !== 'read' && !mayWrite
    ? `${name} changes something, and this connection only reads: \`upwatch mcp --allow-writes\`, or /mcp?writes=1`
    : `${name} is not one of the tools that this connection was made with`;
}

function listed({ name, title, description, effect, isIdempotent, isOpenWorld, input }: OperationTool): ListedTool {
  const hints = {
    readOnlyHint: effect === 'read',
    destructiveHint: effect === 'destroy',
    idempotentHint: effect === 'read' || isIdempotent,
    openWorldHint: isOpenWorld,
  };
  return { name, title, description, inputSchema: input.schema, annotations: { title, ...hints } };
}

function ownListed(tool: OwnTool, document: ApiDocument): ListedTool {
  const { name, title, description, isOpenWorld } = tool;
  const hints = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: isOpenWorld };
  return { name, title, description, inputSchema: tool.inputOf(document), annotations: { title, ...hints } };
}
