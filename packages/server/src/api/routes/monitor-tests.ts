import { referencesInAssertions } from '@upwatch/core';
import type { Api, RouteContext } from '../api-instance.ts';
import type { ApiDeps } from '../deps.ts';
import { isGiven } from '../is-given.ts';
import { createLookGate } from '../look-gate.ts';
import { asJson } from '../json-value.ts';
import { storedAssertions } from '../monitor-input.ts';
import { asSaid, checkedSettings, fillInBody } from '../monitor-settings.ts';
import { existingMonitor } from '../monitor-views.ts';
import { presentTest } from '../present/look.ts';
import { invalid } from '../problem.ts';
import { testMonitorBody } from '../schemas/monitors.ts';
import { single } from '../schemas/paging.ts';
import { testResultDto } from '../schemas/results.ts';
import { idParams, operation } from './operation.ts';

/** @throws Problem VALIDATION_FAILED when there is none of this id */
function existingEnvironment(id: string, { references }: Pick<ApiDeps, 'references'>): string {
  if (references.environmentOf(id)) return id;
  throw invalid('environmentId', `there is no environment ${id}`);
}

/** Looks made now, on request, and not recorded. */
export function monitorTestRoutes(app: Api, context: RouteContext): void {
  const { deps, dialect } = context;
  const look = createLookGate(deps.engine);
  const response = { 200: single(testResultDto(dialect)) };
  const description = 'A single attempt; nothing is recorded and nobody is told.';

  app.post(
    '/monitors/test',
    {
      schema: {
        ...operation({
          operationId: 'testMonitorConfig',
          summary: 'Look at something once',
          description,
          tags: ['Monitors'],
        }),
        body: testMonitorBody(dialect, deps.checkTypes),
        response,
      },
      preValidation: fillInBody(deps),
    },
    async (request) => {
      const { type, config, assertions: said, environmentId } = asSaid(request);
      const environment = isGiven(environmentId) && { environmentId: existingEnvironment(environmentId, deps) };
      const assertions = storedAssertions(said ?? [], type, deps);
      const naming = { type, config: asJson(config), ...environment, assertions };
      if (referencesInAssertions(assertions).length > 0) checkedSettings(naming, deps);
      return { data: presentTest(await look(naming)) };
    },
  );

  app.post(
    '/monitors/:id/test',
    {
      schema: {
        ...operation({
          operationId: 'testMonitor',
          summary: 'Look at a monitor once, now',
          description,
          tags: ['Monitors'],
        }),
        params: idParams,
        response,
      },
    },
    async (request) => {
      const { id, ...monitor } = await existingMonitor(request.params.id, context);
      const { type, config, environmentId, auth, assertions } = monitor;
      const names = { ...(environmentId !== undefined && { environmentId }), ...(auth && { auth }) };
      return { data: presentTest(await look({ type, config, ...names, assertions, monitorId: id })) };
    },
  );
}
