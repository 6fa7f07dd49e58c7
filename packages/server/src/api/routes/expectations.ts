/** Assertions as people write them, and back: for whoever shows or asks for them, so that one grammar is the only one. */
import { type ApiErrorEntry, formatExpectation, parseExpectation } from '@upwatch/core';
import { z } from 'zod';
import type { Api, RouteContext } from '../api-instance.ts';
import { unfitting } from '../monitor-input.ts';
import { Problem } from '../problem.ts';
import { expectationDto, expectationsBody } from '../schemas/expectations.ts';
import { operation } from './operation.ts';

export function expectationRoutes(app: Api, { dialect }: RouteContext): void {
  if (dialect === 'compat') return;
  app.post(
    '/expectations',
    {
      schema: {
        ...operation({
          operationId: 'readExpectations',
          summary: 'Read expectations, and put assertions into words',
          description: 'Nothing is kept. What comes back are the expectations first, then the assertions.',
          tags: ['Monitors'],
        }),
        body: expectationsBody,
        response: { 200: z.object({ data: z.array(expectationDto) }) },
      },
    },
    async ({ body: { type, expectations = [], assertions = [] } }) => {
      const faults: ApiErrorEntry[] = [];
      const read = expectations.flatMap((text, at) => {
        const field = `expectations[${at}]`;
        const assertion = parseExpectation(text, type);
        if (!('problem' in assertion)) return [assertion];
        faults.push({
          code: 'VALIDATION_FAILED',
          field,
          message: `${field} must be an expectation, got ${assertion.problem}`,
        });
        return [];
      });
      const given = assertions.map(({ config, severity }, at) => {
        faults.push(...unfitting(config.type, type, `assertions[${at}].config.type`));
        return { config, severity: severity ?? ('fail' as const) };
      });
      if (faults.length > 0)
        throw new Problem('VALIDATION_FAILED', faults.map(({ message }) => message).join('; '), { errors: faults });
      const data = [...read, ...given].map((one) => ({
        expectation: formatExpectation(one),
        config: { ...one.config },
        severity: one.severity,
      }));
      return { data };
    },
  );
}
