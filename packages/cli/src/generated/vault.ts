// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { Operation } from '../operations/operation.ts';

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'vault.rotate',
    summary: 'Seal every secret with a new key',
    description: 'In one transaction: afterwards the old key opens nothing, and is gone.',
    method: 'POST',
    path: '/api/v1/vaults/rotate',
    parameters: [],
    answer: 'data',
  },
];
