import assert from 'node:assert/strict';
import { test } from 'node:test';
import { terminalColumns } from './terminal-columns.ts';

test('nothing is broken for a program, or on a terminal that does not know how wide it is', () => {
  assert.equal(terminalColumns({ isTTY: false, columns: 80 }), undefined);
  assert.equal(terminalColumns({ isTTY: true, columns: 0 }), undefined);
  assert.equal(terminalColumns({ isTTY: true, columns: 80 }), 80);
});
