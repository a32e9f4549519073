/** What the demonstration of partners plays: from the ceremony to the cut, each step checked by asking the nodes. */
import { isDeepStrictEqual } from 'node:util';
import { canonicalJson } from '../../src/contract/canonical-json.ts';
import type { Label } from '../../src/contract/label.ts';
import type { CaseView } from '../../src/contract/partner-views.ts';
import type { ReleaseRule } from '../../src/contract/record.ts';
import { eventually } from '../../test/watch-process.contract.ts';
import { exchangeCards, signAgreement } from './ceremony.ts';
import { hasCase, inboundOf, mmsiOf, NEVER, ownVersion, refusal, watchFor } from './demo-asks.ts';
import type { DemoNode } from './demo-node.ts';
import type { Steps } from './steps.ts';

export interface Three {
  readonly ee: DemoNode;
  readonly fi: DemoNode;
  readonly jp: DemoNode;
}

const GULF = 'gulf-of-finland';
const STRAIT = 'taiwan-strait';
const DECOYS = ['PAPER LANTERN', 'SLOW RIVER', 'TURNING TIDE', 'SUNDAY PASSAGE'];
/** Ten data-minutes before the first anomaly of each sample. */
const GULF_FROM = '2024-12-25T10:02:00Z';
const STRAIT_FROM = '2025-02-24T00:10:00Z';
const PLAY_SPEED = 60;
/** What Japan is given of an Estonian alert: who and what, not how it was seen. */
const TO_JAPAN = ['kind', 'severity', 'vessel', 'onsetAt', 'raisedAt', 'updatedAt'];
/** Always there, whatever the fields: without them it is no alert. */
const ENVELOPE = ['schema', 'id', 'kind', 'status', 'onsetAt', 'vessel'];
const A_SECOND_MS = 1000;

const labelFor = (to: string): Label => ({
  tlp: 'amber',
  releasableTo: [to],
  purposes: ['cable-protection'],
  personal: false,
  exercise: false,
});

const ruleFor = (to: string, fields: ReleaseRule['fields'], vessels: ReleaseRule['vessels']): ReleaseRule => ({
  ruleId: `alerts-to-${to.toLowerCase()}`,
  to,
  class: 'alert',
  fields,
  vessels,
  minSeverity: 'watch',
  label: labelFor(to),
  inForce: true,
});

/** `isTimed` false: what took how long is told and not held against it. */
export async function play({ ee, fi, jp }: Three, steps: Steps, isTimed: boolean): Promise<void> {
  const all = [ee, fi, jp];
  const pairs = [
    [ee, fi],
    [ee, jp],
    [fi, jp],
  ] as const;

  await steps.step('three nodes make their keys and cards', async () => {
    for (const node of all) await node.makeIdentity();
    return { nodes: all.map((n) => n.nodeId) };
  });

  await steps.step('three processes keep the watch', async () => {
    await Promise.all(all.map((node) => node.start()));
    return { consoles: all.map((n) => n.url) };
  });

  await steps.step('they exchange cards and compare twelve words', async (check) => {
    const seen: Record<string, string> = {};
    for (const [a, b] of pairs) {
      const words = await exchangeCards(a, b);
      check(`${a.nodeId} and ${b.nodeId} see twelve words`, words.split(' ').length === 12);
      seen[`${a.nodeId}-${b.nodeId}`] = words;
    }
    check('each pair has other words', new Set(Object.values(seen)).size === pairs.length);
    return seen;
  });

  await steps.step('wrong words and one officer alone are refused', async (check) => {
    const words = (await ee.partner('FI')).words;
    const reversed = words.split(' ').reverse().join(' ');
    const codes = [
      await refusal(() => ee.command('partner', 'confirm', 'FI', '--words', reversed, ...ee.persons(true))),
      await refusal(() => ee.act({ kind: 'revoke', partner: 'FI', because: 'alone' })),
    ];
    check('wrong words', codes[0] === 'MV-WORDS-DIFFER');
    check('one officer', codes[1] === 'MV-TWO-OFFICERS');
    check(
      'nobody is active',
      (await ee.partners()).partners.every((p) => p.state === 'proposed'),
    );
    return { codes };
  });

  await steps.step('two officers on each side sign each agreement', async (check) => {
    for (const [a, b] of pairs) {
      const half = await signAgreement(a, b);
      check(`${a.nodeId} alone does not make it active`, half === 'proposed');
      check(
        `${a.nodeId}-${b.nodeId} is active at both`,
        (await a.partner(b.nodeId)).state === 'active' && (await b.partner(a.nodeId)).state === 'active',
      );
    }
    return { agreements: pairs.map(([a, b]) => `${a.nodeId}-${b.nodeId}`) };
  });

  await steps.step('each reads and verifies the logs of the others', async () => {
    for (const node of all)
      await eventually(
        `${node.nodeId} verifies both`,
        () => node.partners(),
        (s) => s.partners.every((p) => p.log.size > 0),
        20_000,
      );
    const witnessed = await eventually(
      'the log of EE is cosigned',
      () => fi.partner('EE'),
      (p) => p.log.witnesses.length > 0,
      20_000,
    );
    return { witnessesOfEe: witnessed.log.witnesses };
  });

  const culprit = await mmsiOf(ee);
  await steps.step('standing rules: all fields to Helsinki, a few of one ship to Tokyo', async (check) => {
    check(
      'one officer cannot widen',
      (await refusal(() => ee.act({ kind: 'set-rule', rule: ruleFor('FI', 'all', 'all') }))) === 'MV-TWO-OFFICERS',
    );
    await ee.act({ kind: 'set-rule', rule: ruleFor('FI', 'all', 'all') }, true);
    await ee.act({ kind: 'set-rule', rule: ruleFor('JP', TO_JAPAN, [culprit]) }, true);
    await fi.act({ kind: 'set-rule', rule: ruleFor('EE', 'all', 'all') }, true);
    await jp.act({ kind: 'set-rule', rule: ruleFor('EE', TO_JAPAN, 'all') }, true);
    return { toFinland: 'all', toJapan: TO_JAPAN, vesselsToJapan: [culprit] };
  });

  let alertId = '';
  await steps.step('an alert raised in Tallinn is in Helsinki within a second, with all fields', async (check) => {
    await Promise.all([ee.replay({ do: 'jump', to: GULF_FROM }), fi.replay({ do: 'jump', to: GULF_FROM })]);
    for (const node of [ee, fi]) await node.replay({ do: 'speed', speed: PLAY_SPEED });
    for (const node of [ee, fi]) await node.replay({ do: 'play' });
    const shown = watchFor(ee, culprit);
    const row = await shown;
    alertId = row.alert.id;
    const there = await eventually(
      'Helsinki has it',
      () => inboundOf(fi, 'EE', alertId),
      (item) => item !== undefined,
      20_000,
    );
    const lagMs = Date.now() - row.atMs;
    check(`within a second, not ${lagMs} ms`, !isTimed || lagMs <= A_SECOND_MS);
    check('nothing is withheld but the rank', isDeepStrictEqual(there!.withheld, NEVER));
    // The very version: what Tallinn recorded at that number.
    const own = await ownVersion(ee, alertId, there!);
    check('all fields are those of Tallinn', own !== undefined && isDeepStrictEqual(own, there!.document));
    return { alertId, severity: row.alert.severity, lagMs, fields: Object.keys(there!.document).length };
  });

  await steps.step('in Tokyo with the released fields and vessels only', async (check) => {
    const there = await eventually(
      'Tokyo has it',
      () => inboundOf(jp, 'EE', alertId),
      (item) => item !== undefined,
      10_000,
    );
    const fields = Object.keys(there!.document);
    const more = fields.filter((f) => !TO_JAPAN.includes(f) && !ENVELOPE.includes(f));
    check(`no other field, as ${more.join(', ')}`, more.length === 0);
    check(
      'it is said what is withheld',
      ['profile', 'position', 'speaksFor'].every((f) => there!.withheld.includes(f)),
    );
    const { inbound } = await jp.partners();
    const others = inbound.filter(
      (i) => i.subject.class === 'alert' && !String(i.subject.alertId).startsWith(String(culprit)),
    );
    check('no other vessel', others.length === 0);
    const text = JSON.stringify(inbound);
    check(
      'no decoy is named',
      DECOYS.every((name) => !text.includes(name)),
    );
    const label = await ee.label(alertId);
    check('the label says who has it', isDeepStrictEqual(label.recipients.map((r) => r.nodeId).sort(), ['FI', 'JP']));
    return { fields, withheld: there!.withheld };
  });

  await steps.step('a preview is what is released, and nothing goes without it', async (check) => {
    const preview = await ee.preview('JP', alertId, ['severity']);
    check(
      'exactly the field asked for',
      Object.keys(preview.document).every((f) => ENVELOPE.includes(f) || f === 'severity'),
    );
    const subject = { class: 'alert' as const, theatreId: GULF, alertId };
    const stale = await refusal(() =>
      ee.act({ kind: 'release', to: 'JP', subject, fields: ['severity'], previewHash: '0'.repeat(64) }, true),
    );
    check('another preview is refused', stale === 'MV-PREVIEW-OLD');
    return { document: preview.document, stale };
  });

  await steps.step(
    'the ship flagged in the Gulf is recognised in the Taiwan Strait, with its history and source',
    async (check) => {
      await jp.replay({ do: 'jump', to: STRAIT_FROM });
      await jp.replay({ do: 'speed', speed: PLAY_SPEED });
      await jp.replay({ do: 'play' });
      const state = await eventually(
        'it is recognised',
        () => jp.partners(),
        (s) => s.recognised.some((r) => r.mmsi === culprit),
        60_000,
      );
      const ship = state.recognised.find((r) => r.mmsi === culprit)!;
      check('by an alert of Estonia', ship.from === 'EE' && ship.through === 'alert' && ship.theatreId === STRAIT);
      check(
        'and nobody else is',
        state.recognised.every((r) => r.mmsi === culprit),
      );
      const queue = (await jp.theatre()).queue.rows;
      check(
        'no alarm is raised by that',
        queue.every((r) => r.alert.vessel.mmsi !== culprit),
      );
      return { ship };
    },
  );

  await steps.step('a watch-list is shared, and adopted by a person only', async (check) => {
    const list = {
      listId: 'gulf-drags',
      title: 'Ships that dragged in the Gulf',
      version: 1,
      entries: [{ mmsi: culprit, because: 'Dragged over Estlink 2' }],
    };
    await ee.act({ kind: 'set-watch-list', list });
    const subject = { class: 'watch-list' as const, listId: list.listId };
    const preview = await ee.previewOf('FI', subject, 'all');
    await ee.act({ kind: 'release', to: 'FI', subject, fields: 'all', previewHash: preview.previewHash }, true);
    const state = await eventually(
      'Helsinki has the list',
      () => fi.partners(),
      (s) => s.lists.some((l) => l.from === 'EE'),
      10_000,
    );
    check(
      'it is not adopted by itself',
      state.lists.every((l) => l.from !== 'EE' || !l.adopted),
    );
    await fi.act({ kind: 'adopt-list', from: 'EE', listId: list.listId, adopted: true });
    const after = await fi.partners();
    check(
      'a person adopted it',
      after.lists.some((l) => l.from === 'EE' && l.adopted),
    );
    return { list: list.listId };
  });

  await steps.step('Helsinki asks Tallinn which ships crossed a zone', async (check) => {
    const now = Date.parse((await ee.theatre()).clock.dataAt);
    const { made } = await fi.act({
      kind: 'ask',
      to: 'EE',
      purpose: 'cable-protection',
      ring: [
        [25, 59.6],
        [26.2, 59.6],
        [26.2, 60.2],
        [25, 60.2],
      ],
      from: new Date(now - 3_600_000).toISOString(),
      until: new Date(now).toISOString(),
    });
    const state = await eventually(
      'an answer comes',
      () => fi.partners(),
      (s) => s.questions.some((q) => q.questionId === made && q.answered !== 'waiting'),
      20_000,
    );
    const question = state.questions.find((q) => q.questionId === made)!;
    check(`it is answered (${question.because})`, question.answered === 'yes');
    check('with ships', question.ships.length > 0);
    check(
      'it is logged on the other side',
      (await ee.partners()).questions.some((q) => q.questionId === made && q.from === 'FI'),
    );
    return { ships: question.ships.length };
  });

  await steps.step('a joint case: a response proposed, two concur and one objects', async (check) => {
    const { made: caseId } = await ee.act({
      kind: 'open-case',
      title: 'Estlink 2',
      about: 'A tanker drags its anchor over Estlink 2.',
      members: ['EE', 'FI', 'JP'],
    });
    for (const node of [fi, jp]) await hasCase(node, caseId!, () => true);
    const seen = (await inboundOf(fi, 'EE', alertId))!;
    await fi.act({ kind: 'contribute', caseId: caseId!, note: 'Seen from Helsinki too.', refs: [seen.ref] });
    const { made: proposalId } = await ee.act({
      kind: 'propose',
      caseId: caseId!,
      action: 'Ask the flag state for leave to board',
      reason: 'The anchor is on the seabed.',
      rule: { kind: 'k-of-n', k: 2 },
      expiresAt: new Date(Date.now() + 600_000).toISOString(),
      evidence: [seen.ref],
    });
    for (const node of [fi, jp]) await hasCase(node, caseId!, (c) => c.proposals.length === 1);
    const vote = (choice: 'concur' | 'object') => ({
      kind: 'vote' as const,
      caseId: caseId!,
      proposalId: proposalId!,
      choice,
      reason: choice === 'concur' ? 'Agreed.' : 'We have not seen the positions.',
    });
    await ee.act(vote('concur'));
    await fi.act(vote('concur'));
    await jp.act(vote('object'));
    const views: CaseView[] = [];
    for (const node of all) views.push(await hasCase(node, caseId!, (c) => c.proposals[0]?.votes.length === 3));
    check(
      'passed, everywhere',
      views.every((v) => v.proposals[0]!.outcome === 'passed'),
    );
    const choices = views.map((v) =>
      v.proposals[0]!.votes.map((x) => `${x.by} ${x.choice}`)
        .sort()
        .join(', '),
    );
    check('the same votes everywhere', new Set(choices).size === 1);
    check('one objection stands', choices[0]!.includes('JP object'));
    return { caseId, outcome: views[0]!.proposals[0]!.outcome, votes: choices[0] };
  });

  await steps.step('Estonia suspends Japan: one officer, cut off within a second', async (check) => {
    const heldBefore = (await jp.partners()).inbound.filter((i) => i.from === 'EE').length;
    const beganMs = Date.now();
    await ee.act({ kind: 'suspend', partner: 'JP', because: 'Part of the demonstration.' });
    const actMs = Date.now() - beganMs;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, A_SECOND_MS - actMs)));
    const atSecond = (await jp.partner('EE')).log.size;
    await new Promise((resolve) => setTimeout(resolve, 3 * A_SECOND_MS));
    const later = (await jp.partner('EE')).log.size;
    const held = (await jp.partners()).inbound.filter((i) => i.from === 'EE').length;
    check(`nothing of the log after a second (${atSecond}, ${later})`, atSecond === later);
    check('no new item', held === heldBefore);
    check('suspended at Tallinn', (await ee.partner('JP')).state === 'suspended');
    const here = (await ee.partners()).inbound.filter((i) => i.from === 'JP');
    check(
      'what came from it stands apart',
      here.every((i) => i.quarantined),
    );
    return { actMs, sizeAfterASecond: atSecond, sizeAfterFour: later };
  });

  await steps.step('the damage report lists what Japan holds', async (check) => {
    const report = await ee.damageReport('JP');
    const alertItems = report.items.filter((i) => i.subject.class === 'alert');
    check(
      'the alert is in it',
      alertItems.some((i) => i.subject.class === 'alert' && i.subject.alertId === alertId && i.fetched),
    );
    const held = new Set(
      (await jp.partners()).inbound.filter((i) => i.from === 'EE').map((i) => canonicalJson(i.subject)),
    );
    const listed = new Set(report.items.filter((i) => i.fetched).map((i) => canonicalJson(i.subject)));
    check(
      'what it holds is what the report says',
      [...held].every((s) => listed.has(s)),
    );
    return { items: report.items.length, fetched: listed.size, held: held.size };
  });

  await steps.step('both others go on', async (check) => {
    const before = (await fi.partner('EE')).log.size;
    const later = await eventually(
      'Helsinki reads on',
      () => fi.partner('EE'),
      (p) => p.log.size > before + 96,
      10_000,
    );
    const jpFi = await jp.partner('FI');
    check('Finland and Japan are still partners', jpFi.state === 'active');
    const state = await ee.theatre();
    check('Tallinn keeps its watch', state.feeds.length > 0 && state.alarms.every((a) => a.code !== 'core-behind'));
    return { sizeBefore: before, sizeAfter: later.log.size };
  });
}
