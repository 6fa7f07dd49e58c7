// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { Operation } from '../operations/operation.ts';

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'organization.get',
    summary: 'Show who runs this server',
    method: 'GET',
    path: '/api/v1/org',
    parameters: [],
    answer: 'data',
    hasEtag: true,
  },
  {
    name: 'organization.update',
    summary: 'Say who runs this server',
    method: 'PUT',
    path: '/api/v1/org',
    parameters: [],
    body: {
      isRequired: true,
      fields: [
        { name: 'name', type: 'string', isRequired: true },
        { name: 'email', type: 'string', isRequired: true },
        { name: 'size', type: 'string' },
        { name: 'industry', type: 'string' },
        { name: 'websiteUrl', type: 'string' },
      ],
    },
    answer: 'data',
    isConditional: true,
  },
  {
    name: 'organization.signInRules.get',
    summary: 'Show what is demanded of whoever signs in',
    method: 'GET',
    path: '/api/v1/org/sign-in-rules',
    parameters: [],
    answer: 'data',
  },
  {
    name: 'organization.signInRules.set',
    summary: 'Demand a second factor of everybody, or no more: for owners',
    method: 'PUT',
    path: '/api/v1/org/sign-in-rules',
    parameters: [],
    body: { isRequired: true, fields: [{ name: 'demandsSecondFactor', type: 'boolean', isRequired: true }] },
    answer: 'data',
  },
];
