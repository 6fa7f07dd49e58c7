import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ResourceGroup } from '@upwatch/sdk';
import { english } from '../language/en/index.ts';
import { formatFor } from '../language/format.ts';
import { fill, type Message } from '../language/message.ts';
import type { Say } from '../language/catalogue.ts';
import { ruleInWords, standingOfGroup } from './group-standing.ts';

const say: Say = (key, ...[given = {}]) => {
  const [section, name] = key.split('.') as ['groups', string];
  return fill((english[section] as Readonly<Record<string, Message>>)[name]!, given, 'en');
};

test('when a group is down is said by its threshold; one of nothing is reached by the first member', () => {
  const said = (healthThresholdType: 'COUNT' | 'PERCENTAGE' | null, healthThresholdValue: number | null): string =>
    ruleInWords({ healthThresholdType, healthThresholdValue }, { say, format: formatFor('en') });
  assert.equal(said(null, null), 'No threshold: each member is told of by itself');
  assert.equal(said('COUNT', 2), 'Down when 2 members are down');
  assert.equal(said('COUNT', 0), 'Down when 1 member is down');
  assert.equal(said('PERCENTAGE', 50), 'Down when 50% of its members are down');
  assert.equal(said('PERCENTAGE', 0), 'Down when 1 member is down');
});

test('a group without members stands for nothing', () => {
  const health = { status: 'operational', totalMembers: 0 } as ResourceGroup['health'];
  assert.equal(standingOfGroup({ health }), 'unknown');
  assert.equal(standingOfGroup({ health: { ...health, totalMembers: 1 } }), 'up');
});
