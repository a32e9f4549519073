import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CaseView } from '../contract/partner-views.ts';
import { caseView } from '../contract/partner-views.ts';
import type { CaseProposal, CaseVote } from '../contract/shared-case.ts';
import { nodeHashing } from '../evidence/crypto.contract.ts';
import { type SeededRandom, seededRandom } from '../lib/seeded-random.ts';
import { caseViewsOf, proposalIdOf } from './case-fold.ts';
import type { CaseBody, CaseRecord } from './case-record.ts';

const CASE = 'EE:0123456789abcdef';
const START_MS = Date.parse('2026-11-20T12:00:00.000Z');
const time = (second: number): string => new Date(START_MS + second * 1000).toISOString();
const said = (author: string, second: number, body: CaseBody, seen = second): CaseRecord => ({
  author,
  claimedAtMs: START_MS + second * 1000,
  seenAtMs: START_MS + seen * 1000,
  body,
});
const open = (...members: string[]): CaseRecord =>
  said('EE', 0, { kind: 'case-open', caseId: CASE, title: 'Eagle', about: 'A cable', members });
const roster = (author: string, second: number, epoch: number, members: string[], because = ''): CaseRecord =>
  said(author, second, { kind: 'case-roster', caseId: CASE, epoch, members, because });
const note = (author: string, second: number, epoch = 0, seen = second): CaseRecord =>
  said(author, second, { kind: 'case-contribution', caseId: CASE, epoch, note: `${author} ${second}`, refs: [] }, seen);
const propose = (author: string, second: number, rule: CaseProposal['rule'], over: Partial<CaseProposal> = {}) => {
  const proposal = {
    caseId: CASE,
    epoch: 0,
    action: 'Send a cutter',
    reason: '',
    rule,
    expiresAt: time(100),
    evidence: [],
    ...over,
  };
  const proposalId = over.proposalId ?? proposalIdOf(author, proposal, nodeHashing);
  return { record: said(author, second, { kind: 'case-proposal', ...proposal, proposalId }), proposalId };
};
const vote = (
  author: string,
  second: number,
  proposalId: string,
  choice: CaseVote['choice'],
  seen = second,
  reason = '',
): CaseRecord => said(author, second, { kind: 'case-vote', caseId: CASE, proposalId, choice, reason, seen: [] }, seen);

const views = (records: readonly CaseRecord[], second = 50, selfId = 'EE'): CaseView[] =>
  caseViewsOf(records, { selfId, nowMs: START_MS + second * 1000, hashing: nodeHashing });
function only(records: readonly CaseRecord[], second = 50, selfId = 'EE'): CaseView {
  const all = views(records, second, selfId);
  assert.equal(all.length, 1);
  return caseView.parse(all[0]);
}
const outcome = (records: readonly CaseRecord[], second = 50): string => only(records, second).proposals[0]!.outcome;

function* permutations<T>(list: readonly T[]): Generator<T[]> {
  if (list.length === 0) yield [];
  for (let i = 0; i < list.length; i++)
    for (const rest of permutations([...list.slice(0, i), ...list.slice(i + 1)])) yield [list[i]!, ...rest];
}

function shuffled<T>(random: SeededRandom, list: readonly T[]): T[] {
  const all = [...list];
  for (let i = all.length - 1; i > 0; i--) {
    const j = random.integer(0, i);
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return all;
}

const NODES = ['EE', 'FI', 'JP', 'SE', 'TW'];
const RULES = (random: SeededRandom): CaseProposal['rule'] =>
  random.pick([{ kind: 'all' }, { kind: 'veto' }, { kind: 'k-of-n', k: random.integer(1, 5) }] as const);

/** Records as five nodes may make them, honest or not: late, back-dated, double, from strangers, with rosters that compete. */
function madeRecords(random: SeededRandom): CaseRecord[] {
  const count = random.integer(2, 5);
  const members = NODES.slice(0, count);
  const records = [open(...members)];
  const ids: string[] = ['f'.repeat(64)];
  for (let i = random.integer(1, 3); i > 0; i--) {
    const { record, proposalId } = propose(random.pick(NODES), random.integer(1, 60), RULES(random), {
      epoch: random.integer(0, 1),
      expiresAt: time(random.integer(20, 120)),
      action: `Act ${i}`,
    });
    records.push(record);
    ids.push(proposalId);
  }
  for (let i = random.integer(0, 12); i > 0; i--) {
    const second = random.integer(1, 120);
    const choice = random.pick(['concur', 'concur', 'object', 'abstain'] as const);
    records.push(vote(random.pick(NODES), second, random.pick(ids), choice, second + random.integer(-20, 40)));
  }
  for (let i = random.integer(0, 4); i > 0; i--)
    records.push(note(random.pick(NODES), random.integer(1, 120), random.integer(0, 1)));
  const staying = [members.filter(() => random.next() < 0.7), members.slice(0, -1)];
  for (let i = random.integer(0, 6); i > 0; i--)
    records.push(
      roster(random.pick(members), random.integer(10, 90), random.integer(1, 2), ['EE', ...random.pick(staying)]),
    );
  return records;
}

describe('a joint case', () => {
  it('is the same for every order of its records, and however often they come', () => {
    const { record, proposalId } = propose('EE', 1, { kind: 'k-of-n', k: 2 });
    const records = [
      open('EE', 'FI', 'JP'),
      record,
      vote('FI', 2, proposalId, 'concur'),
      vote('JP', 3, proposalId, 'object'),
      vote('JP', 4, proposalId, 'concur'),
      roster('EE', 20, 1, ['EE', 'FI']),
      roster('FI', 21, 1, ['FI', 'EE']),
    ];
    const expected = views(records);
    assert.equal(expected[0]!.epoch, 1);
    for (const order of permutations(records)) assert.deepEqual(views(order), expected);
    const random = seededRandom(9);
    for (let i = 0; i < 200; i++)
      assert.deepEqual(views(shuffled(random, [...records, ...records.filter(() => random.next() < 0.5)])), expected);
  });

  it('is the same for every order of two thousand made-up sets, seen by anybody', () => {
    const seed = 77;
    const random = seededRandom(seed);
    const outcomes = new Set<string>();
    let splits = 0;
    for (let i = 0; i < 2000; i++) {
      const records = madeRecords(random);
      const second = random.integer(0, 150);
      const selfId = random.pick(NODES);
      const expected = views(records, second, selfId);
      for (const view of expected) {
        caseView.parse(view);
        if (view.left.length > 0) splits++;
        for (const proposal of view.proposals) outcomes.add(proposal.outcome);
      }
      for (let k = 0; k < 3; k++) {
        const later = records.map((r) => ({ ...r, seenAtMs: r.seenAtMs + random.integer(0, 9) * 1000 }));
        const order = shuffled(random, [...records, ...later.filter(() => random.next() < 0.3)]);
        assert.deepEqual(views(order, second, selfId), expected, `seed ${seed}, set ${i}`);
      }
    }
    assert.deepEqual([...outcomes].sort(), ['expired', 'failed', 'open', 'passed']);
    assert.ok(splits > 50, `${splits} splits`);
  });

  it('is opened by whom its id names, as a member, and shown only then', () => {
    const others = said('FI', 0, { kind: 'case-open', caseId: CASE, title: 'X', about: '', members: ['EE', 'FI'] });
    assert.deepEqual(views([others, note('FI', 1)]), []);
    assert.deepEqual(views([open('FI', 'JP')]), []);
    assert.equal(only([others, open('EE', 'FI')]).title, 'Eagle');
  });

  it('takes contributions of members only, and none from a time that is none', () => {
    const records = [open('EE', 'FI'), note('FI', 1), note('JP', 2), note('FI', 3, 7), note('FI', Number.NaN)];
    assert.deepEqual(
      only(records).contributions.map((c) => c.note),
      ['FI 1'],
    );
  });
});

describe('a proposal', () => {
  /** Passes or not, when all is said: who said nothing is undefined. */
  const passes = (rule: CaseProposal['rule'], choices: readonly (string | undefined)[]): boolean => {
    const concurring = choices.filter((c) => c === 'concur').length;
    if (rule.kind === 'veto') return !choices.includes('object');
    return rule.kind === 'all' ? concurring === choices.length : concurring >= rule.k;
  };
  /** Every way in which those who have not voted may still vote. */
  function* completions(choices: readonly (string | undefined)[]): Generator<(string | undefined)[]> {
    const at = choices.indexOf(undefined);
    if (at < 0) yield [...choices];
    else for (const c of ['concur', 'object', 'abstain']) yield* completions(choices.with(at, c));
  }

  it('fails as soon as nothing can make it pass, passes as soon as nothing can make it fail: by trying all', () => {
    let tried = 0;
    for (let n = 1; n <= 4; n++) {
      const members = NODES.slice(0, n);
      const rules: CaseProposal['rule'][] = [{ kind: 'all' }, { kind: 'veto' }];
      for (let k = 1; k <= n + 1; k++) rules.push({ kind: 'k-of-n', k });
      for (const rule of rules)
        for (let code = 0; code < [4, 16, 64, 256][n - 1]!; code++) {
          const choices = members.map((_, i) => [undefined, 'concur', 'object', 'abstain'][(code >> (2 * i)) & 3]);
          const { record, proposalId } = propose('EE', 1, rule);
          const records = [open(...members), record];
          members.forEach((node, i) => {
            if (choices[i] !== undefined) records.push(vote(node, 2 + i, proposalId, choices[i] as CaseVote['choice']));
          });
          const could = [...completions(choices)].map((all) => passes(rule, all));
          const settled = rule.kind === 'veto' ? false : could.every((p) => p);
          const before = !could.includes(true) ? 'failed' : settled ? 'passed' : 'open';
          assert.equal(outcome(records, 99), before, JSON.stringify({ rule, choices }));
          const after = passes(rule, choices) ? 'passed' : before === 'failed' ? 'failed' : 'expired';
          assert.equal(outcome(records, 100), after, JSON.stringify({ rule, choices, over: true }));
          tried++;
        }
    }
    assert.ok(tried > 2000);
  });

  it('counts no vote that was late, back-dated, of a stranger, or given twice', () => {
    const { record, proposalId } = propose('EE', 1, { kind: 'k-of-n', k: 1 });
    const with_ = (...votes: CaseRecord[]) => only([open('EE', 'FI', 'JP'), record, ...votes], 200).proposals[0]!;
    const why = (...votes: CaseRecord[]) => with_(...votes).votes.map((v) => v.because);
    assert.equal(with_(vote('FI', 99, proposalId, 'concur')).outcome, 'passed');
    assert.deepEqual(why(vote('FI', 100, proposalId, 'concur')), ['It came after the time was over.']);
    assert.deepEqual(why(vote('FI', 50, proposalId, 'concur', 100)), ['It came after the time was over.']);
    assert.deepEqual(why(vote('SE', 50, proposalId, 'concur')), ['It is not a member of this epoch of the case.']);
    const twice = with_(vote('FI', 50, proposalId, 'concur'), vote('FI', 51, proposalId, 'object'));
    assert.deepEqual(
      twice.votes.map((v) => [v.counts, v.because]),
      Array(2).fill([false, 'It voted twice, and differently: neither counts.']),
    );
    assert.equal(twice.outcome, 'expired');
    const again = with_(vote('FI', 50, proposalId, 'concur'), vote('FI', 51, proposalId, 'concur', 51, 'Again.'));
    assert.deepEqual(
      again.votes.map((v) => v.counts),
      [true, false],
    );
    // A second thought after the end undoes nothing.
    assert.equal(with_(vote('FI', 50, proposalId, 'concur'), vote('FI', 120, proposalId, 'object')).outcome, 'passed');
  });

  it('keeps an objection of one who also concurred from being a veto', () => {
    const { record, proposalId } = propose('EE', 1, { kind: 'veto' });
    const records = [
      open('EE', 'FI'),
      record,
      vote('FI', 2, proposalId, 'object'),
      vote('FI', 3, proposalId, 'concur'),
    ];
    assert.equal(outcome(records, 100), 'passed');
  });

  it('is known by what it says: under another id, or of a stranger, it is none', () => {
    const { record } = propose('EE', 1, { kind: 'all' }, { proposalId: 'a'.repeat(64) });
    assert.deepEqual(only([open('EE', 'FI'), record]).proposals, []);
    assert.deepEqual(only([open('EE', 'FI'), propose('JP', 1, { kind: 'all' }).record]).proposals, []);
    const never = propose('EE', 1, { kind: 'all' }, { expiresAt: '2026-99-99T00:00:00.000Z' });
    assert.deepEqual(only([open('EE', 'FI'), never.record]).proposals, []);
    const copied = propose('EE', 1, { kind: 'all' });
    const stolen = { ...copied.record, author: 'FI' };
    assert.deepEqual(
      only([open('EE', 'FI'), copied.record, stolen]).proposals.map((p) => p.by),
      ['EE'],
    );
  });
});

describe('a case that splits', () => {
  const opened = open('EE', 'FI', 'JP', 'SE');
  const three = ['EE', 'FI', 'SE'];

  it('goes on once most of those who stay publish the same roster', () => {
    assert.equal(only([opened, roster('EE', 20, 1, three)]).epoch, 0);
    const split = only([opened, roster('EE', 20, 1, three, 'x'), roster('FI', 21, 1, three, 'y'), note('JP', 5)]);
    assert.deepEqual([split.epoch, split.members, split.left], [1, three, ['JP']]);
    assert.equal(split.contributions.length, 1);
    assert.equal(only([opened, roster('EE', 20, 1, three), roster('JP', 21, 1, three)]).epoch, 0);
    assert.equal(only([opened, roster('EE', 20, 2, three), roster('FI', 21, 2, three)]).epoch, 0);
    const two = [roster('EE', 20, 1, three), roster('FI', 21, 1, ['EE', 'FI'])];
    assert.equal(only([opened, ...two]).epoch, 0);
  });

  it('does not hear the leaver after it left, whatever the date on it, and keeps what it said before', () => {
    const { record, proposalId } = propose('EE', 1, { kind: 'k-of-n', k: 3 });
    const split = [opened, record, roster('EE', 20, 1, three), roster('FI', 21, 1, three)];
    const early = vote('JP', 5, proposalId, 'concur');
    const counts = (v: CaseRecord): boolean => only([...split, v]).proposals[0]!.votes[0]!.counts;
    assert.equal(counts(early), true);
    assert.equal(counts(vote('JP', 21, proposalId, 'concur')), false);
    assert.equal(counts(vote('JP', 5, proposalId, 'concur', 30)), false);
    assert.equal(counts(vote('SE', 30, proposalId, 'concur')), true);
    const late = propose('JP', 25, { kind: 'all' }, { action: 'Late' }).record;
    const shown = only([...split, note('JP', 5), note('JP', 30), note('JP', 6, 0, 30), note('SE', 30), late]);
    assert.deepEqual(
      shown.contributions.map((c) => c.note),
      ['JP 5', 'SE 30'],
    );
    assert.equal(shown.proposals.length, 1);
  });

  it('fails what only the leaver could have passed, and lets the others propose anew', () => {
    const { record } = propose('EE', 1, { kind: 'all' });
    const anew = propose('EE', 30, { kind: 'all' }, { epoch: 1, action: 'Anew' });
    const votes = three.map((node) => vote(node, 31, anew.proposalId, 'concur'));
    const rosters = [roster('EE', 20, 1, three), roster('FI', 21, 1, three)];
    const view = only([opened, record, ...rosters, anew.record, ...votes, vote('JP', 31, anew.proposalId, 'object')]);
    assert.deepEqual(
      view.proposals.map((p) => p.outcome),
      ['failed', 'passed'],
    );
  });

  it('is taken from nobody by a minority: each side goes on as it sees itself', () => {
    const alone = roster('JP', 20, 1, ['JP']);
    assert.deepEqual(only([opened, alone], 50, 'EE').members, ['EE', 'FI', 'JP', 'SE']);
    assert.deepEqual(only([opened, alone], 50, 'JP').members, ['JP']);
    const both = [opened, alone, roster('EE', 20, 1, three), roster('FI', 21, 1, three), roster('SE', 22, 1, three)];
    for (const self of three) assert.deepEqual(only(both, 50, self).members, three);
    assert.deepEqual(only(both, 50, 'JP').members, ['JP']);
    // Most of those before signed it: who is left behind sees that it is.
    assert.deepEqual(only(both.toSpliced(1, 1), 50, 'JP').left, ['JP']);
  });

  it('counts no node for two rosters', () => {
    const records = [opened, roster('EE', 20, 1, three), roster('FI', 21, 1, three), roster('FI', 22, 1, ['EE', 'FI'])];
    assert.equal(only(records).epoch, 0);
  });

  it('may take in a new member, and split again', () => {
    const all = ['EE', 'FI', 'JP', 'SE', 'TW'];
    const joined = [opened, ...['EE', 'FI', 'JP'].map((node) => roster(node, 10, 1, all))];
    const again = [...joined, ...['EE', 'FI', 'TW'].map((node) => roster(node, 30, 2, ['EE', 'FI', 'TW']))];
    assert.deepEqual(only(joined).members, all);
    const view = only(again);
    assert.deepEqual([view.epoch, view.members, view.left], [2, ['EE', 'FI', 'TW'], ['JP', 'SE']]);
    const { record, proposalId } = propose('EE', 1, { kind: 'k-of-n', k: 1 });
    assert.equal(only([...again, record, vote('TW', 40, proposalId, 'concur')]).proposals[0]!.outcome, 'open');
  });
});
