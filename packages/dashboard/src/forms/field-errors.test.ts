import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError } from '@upwatch/sdk';
import { errorWithin, fieldErrors, hasErrorIn, unplacedErrors } from './field-errors.ts';

const refused = (...errors: readonly (readonly [field: string | null, message: string])[]): ApiError =>
  new ApiError({
    message: 'refused',
    status: 400,
    code: 'VALIDATION_FAILED',
    requestId: undefined,
    retryAfterMs: undefined,
    errors: errors.map(([field, message]) => ({ code: 'VALIDATION_FAILED', field, message })),
  });

test('what the server refuses is said at its field, without the name that stands above it', () => {
  const errors = fieldErrors(
    refused(
      ['config.url', 'config.url must be an address, got ""'],
      ['frequencySeconds', 'frequencySeconds must be at least 1'],
    ),
  );
  assert.equal(errors.get('config.url'), 'must be an address, got ""');
  assert.equal(errors.get('frequencySeconds'), 'must be at least 1');
  assert.equal(fieldErrors(new Error('offline')).size, 0);
});

test('a part that draws no field of its own says what is wrong below it', () => {
  const errors = fieldErrors(refused(['config.steps[1].send', 'config.steps[1].send must be a text']));
  assert.equal(errorWithin(errors, 'config.steps'), 'must be a text');
  assert.equal(hasErrorIn(errors, 'config'), true);
  assert.equal(hasErrorIn(errors, 'config.step'), false);
});

test('what no field shows is said on top; of two about one field the first is', () => {
  const errors = fieldErrors(
    refused(['odd', 'odd is unknown'], ['name', 'name must be given'], ['name', 'name is short']),
  );
  assert.deepEqual(
    unplacedErrors(errors, (path) => path === 'name'),
    ['odd is unknown'],
  );
  assert.equal(errors.get('name'), 'must be given');
});
