// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { Operation } from '../operations/operation.ts';

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'integrations.list',
    summary: 'List the kinds of alert channels, with their settings',
    method: 'GET',
    path: '/api/v1/integrations',
    parameters: [],
    answer: 'pages',
  },
];
