// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { Operation } from '../operations/operation.ts';

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'auth.me',
    summary: 'Show who asks and what they may',
    method: 'GET',
    path: '/api/v1/auth/me',
    parameters: [],
    answer: 'data',
  },
];
