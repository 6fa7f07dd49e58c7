// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { Operation } from '../operations/operation.ts';

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'server.health',
    summary: 'Whether the process lives',
    method: 'GET',
    path: '/health',
    parameters: [],
    answer: 'whole',
  },
  {
    name: 'server.ready',
    summary: 'Whether the server can do its work, and which dependency stops it',
    method: 'GET',
    path: '/ready',
    parameters: [],
    answer: 'whole',
  },
  {
    name: 'server.metrics',
    summary: 'Metrics in Prometheus text format; with an API key also those of single monitors',
    method: 'GET',
    path: '/metrics',
    parameters: [],
    answer: 'text',
  },
  {
    name: 'server.self',
    summary: 'Show how the server itself is: whether it can look, keep and tell',
    method: 'GET',
    path: '/api/v1/self',
    parameters: [],
    answer: 'data',
  },
];
