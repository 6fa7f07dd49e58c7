// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { Operation } from '../operations/operation.ts';

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'forensics.ruleEvaluations.list',
    summary: 'List how rules were judged, newest first',
    method: 'GET',
    path: '/api/v1/forensics/monitors/{id}/rule-evaluations',
    parameters: [{ name: 'id', of: { list: 'monitors.list', hasPages: true, hasSearch: true } }],
    query: [
      { name: 'page', type: 'integer' },
      { name: 'size', type: 'integer' },
      { name: 'sort', type: 'string', isList: true },
      {
        name: 'ruleType',
        type: 'string',
        values: ['consecutive_failures', 'failures_in_window', 'response_time', 'warnings', 'recovery'],
      },
      { name: 'region', type: 'string' },
      { name: 'onlyMatched', type: 'boolean' },
      { name: 'from', type: 'string' },
      { name: 'to', type: 'string' },
    ],
    answer: 'pages',
  },
  {
    name: 'forensics.transitions.list',
    summary: "List the steps of a monitor's incidents, newest first",
    method: 'GET',
    path: '/api/v1/forensics/monitors/{id}/transitions',
    parameters: [{ name: 'id', of: { list: 'monitors.list', hasPages: true, hasSearch: true } }],
    query: [
      { name: 'page', type: 'integer' },
      { name: 'size', type: 'integer' },
      { name: 'sort', type: 'string', isList: true },
      { name: 'from', type: 'string' },
      { name: 'to', type: 'string' },
    ],
    answer: 'pages',
  },
  {
    name: 'forensics.timelines.get',
    summary: 'Show everything that happened to an incident, and what brought its steps about',
    method: 'GET',
    path: '/api/v1/forensics/incidents/{id}/timeline',
    parameters: [{ name: 'id', of: { list: 'incidents.list', hasPages: true } }],
    query: [
      { name: 'page', type: 'integer' },
      { name: 'size', type: 'integer' },
    ],
    answer: 'data',
  },
  {
    name: 'forensics.policySnapshots.get',
    summary: 'Show a policy that something was decided by',
    method: 'GET',
    path: '/api/v1/forensics/policy-snapshots/{hashHex}',
    parameters: [{ name: 'hashHex' }],
    answer: 'data',
  },
  {
    name: 'forensics.traces.get',
    summary: 'Show what one look led to',
    method: 'GET',
    path: '/api/v1/forensics/traces/{checkId}',
    parameters: [{ name: 'checkId' }],
    answer: 'data',
  },
];
