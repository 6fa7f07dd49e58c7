import type { Step } from '@upwatch/core';
import { massDeletionText } from '../../declared/apply-declared.ts';
import { changeCount } from '../../declared/configuration-plan.ts';
import { Configuring, type ShownPlan } from '../../declared/configuring.ts';
import { FileProblems } from '../../settings/yaml-file.ts';
import type { Api, RouteContext } from '../api-instance.ts';
import { actorOf } from '../caller.ts';
import { Problem } from '../problem.ts';
import {
  appliedDto,
  applyBody,
  exportDto,
  exportQuery,
  managedDto,
  planBody,
  planDto,
} from '../schemas/configuration.ts';
import { single, table, wholeTable } from '../schemas/paging.ts';
import { operation } from './operation.ts';

/** A file of many thousand monitors, bytes. */
const DOCUMENT_BYTES_MAX = 16 * 1024 * 1024;

/** Configuration as a whole: what a document would change, changing it, what there is, and what files brought. */
export function configurationRoutes(app: Api, { deps }: RouteContext): void {
  const configuring = deps.configuring ?? new Configuring(deps);
  const describe = (operationId: string, summary: string, description?: string) =>
    operation({ operationId, summary, tags: ['Configuration'], ...(description !== undefined && { description }) });

  app.get(
    '/configuration',
    {
      schema: {
        ...describe('exportConfiguration', 'Show all that is configured as a document', 'Without secrets.'),
        querystring: exportQuery,
        response: { 200: single(exportDto) },
      },
    },
    async ({ query }) => {
      const { document, secrets } = await asked(() => configuring.export(query.project));
      return { data: { document: { ...document }, secrets: [...secrets] } };
    },
  );

  app.get(
    '/configuration/managed',
    {
      schema: {
        ...describe(
          'listManagedResources',
          'List what config files brought: what is changed elsewhere they change back',
        ),
        response: { 200: table(managedDto) },
      },
    },
    async () => wholeTable(await configuring.managed()),
  );

  app.post(
    '/configuration/plan',
    {
      bodyLimit: DOCUMENT_BYTES_MAX,
      schema: {
        ...describe('planConfiguration', 'Say what a document would change', 'Changes nothing.'),
        body: planBody,
        response: { 200: single(planDto) },
      },
    },
    async ({ body }) => {
      const shown = await asked(() => configuring.plan(body.document, body.prune ?? false));
      return { data: presentPlan(shown) };
    },
  );

  app.post(
    '/configuration/apply',
    {
      bodyLimit: DOCUMENT_BYTES_MAX,
      schema: {
        ...describe(
          'applyConfiguration',
          'Make what is configured what a document says',
          'What is refused of single resources is said of each; the rest is done. May be asked again.',
        ),
        body: applyBody,
        response: { 200: single(appliedDto) },
      },
    },
    async (request) => {
      const { document, prune, allowMassDelete, fingerprint, stepsMax, skip } = request.body;
      const how = {
        ...{ isPruning: prune ?? false, mayDeleteMany: allowMassDelete ?? false, skipped: skip ?? [] },
        ...{ fingerprint: fingerprint ?? undefined, stepsMax: stepsMax ?? undefined },
      };
      const answer = await asked(() => configuring.apply(document, how, actorOf(request)));
      if (answer.type === 'stale')
        throw new Problem('CONFLICT', 'what would change is not what was agreed to: plan again');
      if (answer.type === 'mass')
        throw new Problem('CONFLICT', `document ${massDeletionText(answer.shown.massDeletions)}`);
      const steps = answer.outcomes.map(({ step, failure }) => ({ ...presentStep(step), failure: failure ?? null }));
      return { data: { steps, remaining: answer.remaining } };
    },
  );
}

/** What is wrong with the document, or with the project that is named, is wrong with the request. */
async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof FileProblems)) throw error;
    const errors = error.problems.map(({ at, message }) => ({
      code: 'VALIDATION_FAILED' as const,
      field: at,
      message,
    }));
    throw new Problem('VALIDATION_FAILED', errors.map(({ message }) => message).join('; '), { errors });
  }
}

function presentPlan({ plan, massDeletions, warnings, fingerprint }: ShownPlan) {
  return {
    steps: plan.steps.map(presentStep),
    changes: changeCount(plan),
    massDeletions: massDeletions.map((one) => ({ ...one })),
    warnings: warnings.map(({ at, message }) => ({ field: at, message })),
    fingerprint,
  };
}

function presentStep(step: Step) {
  return {
    ...{ type: step.type, kind: step.kind, name: step.name },
    id: 'id' in step ? step.id : null,
    from: 'from' in step ? step.from : null,
    isReplaced: 'isReplaced' in step && step.isReplaced,
    changes: 'changes' in step ? step.changes.map((one) => ({ ...one })) : [],
  };
}
