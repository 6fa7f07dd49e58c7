/** Schemas meet requests and answers here: what comes in is parsed once, what goes out is cut to its schema. */
import type { FastifySchemaCompiler, FastifySerializerCompiler } from 'fastify';
import { createSerializerCompiler } from 'fastify-zod-openapi';
import { z } from 'zod';
import { parseOrFaults } from '@upwatch/core/schemas';
import { Problem } from './problem.ts';

/** Makes a route's validator; a refusal is a Problem with every fault. */
export const validatorCompiler: FastifySchemaCompiler<unknown> = ({ schema, httpPart }) => {
  if (!(schema instanceof z.ZodType)) return (value: unknown) => ({ value });
  return (value: unknown) => {
    // Fastify gives null where there is no body at all.
    const result = parseOrFaults(schema, httpPart === 'body' ? (value ?? undefined) : value);
    if ('value' in result) return { value: result.value };
    const message = result.faults.map((fault) => fault.message).join('; ');
    return { error: new Problem('VALIDATION_FAILED', message, { errors: result.faults }) };
  };
};

/** `JSON.stringify` after the schema has stripped the value: no compiling of serializers at start. */
export const serializerCompiler = createSerializerCompiler({
  stringify: JSON.stringify,
  fallbackSerializer: () => JSON.stringify,
}) as FastifySerializerCompiler<unknown>;
