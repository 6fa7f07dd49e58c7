/** Whether whoever asks may: each route behind the door has a rule, and one that has none is closed. */
import type { FastifyRequest } from 'fastify';
import { type AskedOperation, isPermitted, type Rule, ruleOf, ruleOfPath } from '../accounts/permissions.ts';
import type { Caller } from './caller.ts';
import { Problem } from './problem.ts';

/** @throws Problem FORBIDDEN */
export function demandPermission(request: FastifyRequest, caller: Caller): void {
  const rule = ruleFor(request);
  if (rule && isPermitted(caller, rule)) return;
  throw new Problem('FORBIDDEN', rule ? refusal(caller, rule) : 'nobody may do this');
}

function ruleFor({ routeOptions, method }: FastifyRequest): Rule | undefined {
  const { schema, url = '' } = routeOptions;
  const { operationId, tags } = (schema ?? {}) as Partial<AskedOperation>;
  return operationId === undefined || tags === undefined ? ruleOfPath(url) : ruleOf({ operationId, tags, method });
}

function refusal(caller: Caller, { role, scope }: Rule): string {
  if (caller.type === 'member')
    return `this takes the role ${role} or a higher one, and ${caller.name} is ${caller.role}`;
  return `this takes a key with the scope ${scope}, made by a member who is at least ${role}; this one has ${caller.scopes.join(', ')}, made by ${caller.role}`;
}
