import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { releaseRule } from '../../../src/contract/record.ts';
import { type RuleFields, readRule } from './read-rule.ts';

const typed: RuleFields = {
  ruleId: 'rule-1',
  to: 'JP',
  class: 'alert',
  fields: 'all',
  vessels: '',
  minSeverity: 'actionable',
  tlp: 'amber',
  purposes: ['cable-protection'],
  personal: false,
  exercise: false,
  expires: '',
};

describe('a typed rule', () => {
  it('is one of the contract, for this partner alone', () => {
    const read = readRule({
      ...typed,
      vessels: '290000001, 290000002\n290000001',
      fields: ['vessel'],
      expires: '2025-01-31T12:00',
    });
    assert.ok('rule' in read);
    const rule = releaseRule.parse(read.rule);
    assert.deepEqual(rule.label.releasableTo, ['JP']);
    assert.deepEqual(rule.vessels, [290000001, 290000002]);
    assert.equal(rule.label.expiresAt, '2025-01-31T12:00:00.000Z');
    assert.equal(rule.inForce, true);
  });

  it('is for all vessels only where none was typed: what cannot be read is no rule', () => {
    const all = readRule(typed);
    assert.ok('rule' in all && all.rule.vessels === 'all');
    assert.deepEqual(readRule({ ...typed, vessels: 'EAGLE S' }), { wrong: ['vessels'] });
    assert.deepEqual(readRule({ ...typed, vessels: '29000000' }), { wrong: ['vessels'] });
  });

  it('says what is wanting', () => {
    assert.deepEqual(readRule({ ...typed, fields: [], purposes: [], expires: 'soon' }), {
      wrong: ['fields', 'purposes', 'expires'],
    });
  });
});
