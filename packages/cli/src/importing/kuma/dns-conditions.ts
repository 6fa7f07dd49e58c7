/** Conditions of a DNS monitor of Uptime Kuma, where they can be said: all of them must hold, each of one record. */
import { type DraftObject, jsonOf, type Row, rowsOf, textOf } from '@upwatch/server/foreign';

type Lost = readonly (readonly [what: string, why: string])[];

export function dnsAssertions(
  row: Row,
  recordType: string,
): { readonly assertions: readonly DraftObject[]; readonly lost: Lost } {
  const conditions = rowsOf(jsonOf(row, 'conditions'));
  const isAnd = conditions.every((one, place) => place === 0 || one['andOr'] !== 'or');
  const resolves = assertionOf({ type: 'dns_resolves' });
  if (conditions.length === 0) return { assertions: [resolves], lost: [] };
  if (!isAnd || conditions.some(({ type }) => type === 'group')) {
    return { assertions: [resolves], lost: [['conditions', 'only those that must all hold can be said']] };
  }
  const said = conditions.map((condition) => saidOf(condition, recordType));
  const lost = conditions.flatMap(
    (condition, place): Lost =>
      said[place] ? [] : [['conditions', `"${textOf(condition, 'operator') ?? '?'}" has no assertion`]],
  );
  return { assertions: [resolves, ...said.filter((one) => one !== undefined)], lost };
}

function saidOf(condition: Row, recordType: string): DraftObject | undefined {
  const [variable, value] = [textOf(condition, 'variable'), textOf(condition, 'value')];
  if (variable !== 'record' || value === undefined) return undefined;
  switch (condition['operator']) {
    case 'equals':
      return assertionOf({ type: 'dns_record_equals', recordType, value });
    case 'contains':
      return assertionOf({ type: 'dns_record_contains', recordType, substring: value });
    default:
      return undefined;
  }
}

function assertionOf(config: DraftObject): DraftObject {
  return { config, severity: 'fail' };
}
