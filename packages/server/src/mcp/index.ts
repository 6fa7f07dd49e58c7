/** Tools for agents, for whoever speaks to a running server from outside of it. A second entry: it loads the protocol's library. */
export type { ApiAnswer } from './answer.ts';
export type { ApiDocument } from './api-document.ts';
export { createMcpServer } from './mcp-server.ts';
export type { ApiRequest } from './request.ts';
export { toolboxOf, type Toolbox, type ToolChoice } from './toolbox.ts';
