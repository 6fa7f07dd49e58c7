import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { shopServer } from './official-server.ts';

await shopServer().connect(new StdioServerTransport());
