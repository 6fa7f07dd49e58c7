// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { Operation } from '../operations/operation.ts';

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'dashboard.overview',
    summary: 'Show how everything stands',
    method: 'GET',
    path: '/api/v1/dashboard/overview',
    parameters: [],
    answer: 'data',
  },
];
