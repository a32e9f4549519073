import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AssetState } from '../contract/live.ts';
import { handOverPage, sheetHeightPt, sheetThatFits } from './hand-over.ts';
import { nextAction } from './hand-over-alerts.ts';
import { act, at, row, terribleWatch, watchToHandOver } from './hand-over-input.contract.ts';
import { clip, type HandOverInput } from './hand-over-input.ts';
import { handOverSheet } from './hand-over-sheet.ts';
import { SHEET_TEXTS, type SheetLanguage } from './hand-over-texts-table.ts';

const LANGUAGES: readonly SheetLanguage[] = ['en', 'et', 'ja'];
const A4_PT = 785;

/** The text of a page as a reader sees it. */
const seen = (page: string): string =>
  page
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#(\d+);/g, (_, n: string) => String.fromCharCode(Number(n)))
    .replace(/\s+/g, ' ');

const rowsOf = (input: HandOverInput, section: number): string[] =>
  handOverSheet(input).sections[section]!.rows.map((r) => r.cells.join(' | '));

describe('the hand-over sheet', () => {
  it('says who hands over what to whom, with each part of a watch', () => {
    const text = seen(handOverPage(watchToHandOver('en')));
    for (const part of [
      'Hand-over of the watch · Gulf of Finland',
      'From: Mari Tamm',
      'To: Jüri Põld',
      'SHIP NUMBER 1 (290000001)',
      'Estlink 1 in 31 to 54 min (NOT WATCHED)',
      'assigned to Jüri Põld; 2 in the log',
      'graver, another behaviour, another asset crossed or nearer, withdrawn',
      'ENDED 10:40 UTC (12:40 EET): it nears another asset',
      'C-Lion1 degraded 10:30 UTC (12:30 EET) one receiver of two',
      'Survey of Balticconnector',
      'SURVEYOR, MMSI 290000077',
      'new ice 2024-12-20 06:00 UTC (08:00 EET) Inner Bay of Pärnu only',
      'VHF 16: SHIP NUMBER 1 Are both your anchors home and secured? Anchors are up, we have engine trouble',
      'phone, Elering: SHIP NUMBER 1 Ship nears Estlink 1 NO ANSWER',
      'unit PVL-101 Kindral Kurvits: SHIP NUMBER 1 Go and look at her anchors',
      'not yet: this node has no partners',
      'Watch the tanker.',
      'Handed over by : Mari Tamm',
      'Taken over by : Jüri Põld',
    ])
      assert.ok(text.replace(/ :/g, ':').includes(part.replace(/ :/g, ':')), part);
    assert.ok(!text.includes('Watched One'), 'what is watched needs no line');
    assert.ok(!text.includes('not a call'));
  });

  it('says RECONSTRUCTION first and how the real case ended, and only where it is one', () => {
    const { reconstruction: _, ...real } = watchToHandOver('en').theatre;
    for (const language of LANGUAGES) {
      const text = seen(handOverPage(watchToHandOver(language)));
      assert.ok(text.indexOf('RECONSTRUCTION') < 160, language);
      assert.ok(text.includes('dismissed for lack of jurisdiction'), language);
      assert.ok(!handOverPage(watchToHandOver(language, { theatre: real })).includes('RECONSTRUCTION'), language);
    }
  });

  it('gives each time in UTC first and local second, with the date where it is another day', () => {
    for (const language of LANGUAGES) {
      const text = seen(handOverPage(watchToHandOver(language)));
      const times = text.match(/\d\d:\d\d [A-Z]{3,}/g)!;
      assert.ok(times.length > 20);
      for (const time of text.match(/\d\d:\d\d UTC(.{12})/g)!) assert.match(time, /UTC \(\d\d:\d\d EET/, language);
      assert.ok(text.includes('2024-12-27 10:00 UTC (12:00 EET)'), language);
    }
  });

  it('is complete in three languages', () => {
    const keys = Object.keys(SHEET_TEXTS.en).sort();
    for (const language of LANGUAGES) {
      assert.deepEqual(Object.keys(SHEET_TEXTS[language]).sort(), keys);
      for (const [key, text] of Object.entries(SHEET_TEXTS[language])) {
        assert.ok(text.length > 0, `${language} ${key}`);
        const places = (t: string): string[] => (t.match(/\{\w+\}/g) ?? []).sort();
        assert.deepEqual(
          places(text),
          places(SHEET_TEXTS.en[key as keyof typeof SHEET_TEXTS.en]),
          `${language} ${key}`,
        );
      }
      assert.doesNotMatch(seen(handOverPage(watchToHandOver(language))), /\{\w+\}|undefined|NaN/);
    }
    assert.ok(seen(handOverPage(watchToHandOver('ja'))).includes('エストリンク1'), 'names of assets too');
  });

  it('escapes what ships and people say', () => {
    const hostile = '<script>alert("1")</script>';
    const page = handOverPage(
      watchToHandOver('en', {
        note: hostile,
        from: hostile,
        queue: { order: [row(1).alert.id], rows: [row(1, { vessel: { mmsi: 290000001, name: hostile } })], folds: [] },
        acts: [act(1, { kind: 'phone-call', organisation: hostile, text: hostile, answered: true, reply: hostile })],
      }),
    );
    assert.ok(!page.includes('<script'));
    assert.equal(page.match(/&#60;script&#62;alert/g)!.length >= 5, true);
    assert.doesNotMatch(page, /(src|href)\s*=|url\(|@import|https?:|\son\w+=|style=/);
  });

  it('keeps the order of the queue, and a fold is one row', () => {
    const rows = [3, 1, 2, 4].map((n) => row(n, { severity: n === 4 ? 'high' : 'watch' }));
    const fold = {
      foldId: 'storm-1',
      cause: 'storm' as const,
      since: at(0),
      severity: 'high' as const,
      alertIds: [rows[2]!.alert.id, rows[3]!.alert.id],
      values: {},
    };
    const queue = { order: [rows[1]!.alert.id, 'storm-1', rows[0]!.alert.id], rows, folds: [fold] };
    const lines = rowsOf(watchToHandOver('en', { queue }), 0);
    assert.deepEqual(
      lines.map((l) => /SHIP NUMBER (\d)/.exec(l)![1]),
      ['1', '4', '3'],
    );
    assert.match(lines[1]!, /with 2 alerts of one cause/);
  });

  it('says of the next asset whether it is watched now, not when the alert was judged', () => {
    const usual = watchToHandOver('en');
    const nextOf = (state: AssetState['state'] | undefined): string => {
      const assets = usual.assets.flatMap((a): AssetState[] =>
        a.assetId !== 'estlink-1' ? [a] : state === undefined ? [] : [{ ...a, state }],
      );
      return handOverSheet({ ...usual, assets }).sections[0]!.rows[0]!.cells[3]!;
    };
    assert.equal(usual.queue.rows[0]!.alert.assetsAtRisk[0]!.watchState, 'not-watched');
    assert.equal(nextOf('watched'), 'Estlink 1 in 31 to 54 min');
    assert.equal(nextOf('degraded'), 'Estlink 1 in 31 to 54 min (degraded)');
    // Of an asset that has no state there is only what the alert says.
    assert.equal(nextOf(undefined), 'Estlink 1 in 31 to 54 min (NOT WATCHED)');
  });

  it('names one next action an alert: the first that is due', () => {
    const who = { officer: 'a', officerName: 'A', at: at(20), actId: 'a' };
    const action = (over: Parameters<typeof row>[1], handling: Parameters<typeof row>[2]): string =>
      nextAction(row(1, over, handling));
    assert.equal(action({}, {}), 'action.acknowledge');
    assert.equal(action({}, { acknowledged: who }), 'action.hail');
    assert.equal(action({}, { acknowledged: who, logCount: 1 }), 'action.follow');
    assert.equal(action({}, { acknowledged: who, assigned: { ...who, to: 'B' } }), 'action.assigned');
    assert.equal(action({}, { silenced: who }), 'action.silenced');
    assert.equal(action({}, { silenced: who, silenceEnded: { at: at(30), because: 'graver' } }), 'action.acknowledge');
    assert.equal(
      action({}, { silenced: { ...who, at: at(40) }, silenceEnded: { at: at(30), because: 'graver' } }),
      'action.silenced',
    );
    assert.equal(action({ status: 'withdrawn' }, {}), 'action.close');
    assert.equal(action({ severity: 'watch' }, {}), 'action.look');
  });

  it('leaves out works that are over or were ended', () => {
    const { books } = watchToHandOver('en');
    const works = [
      { ...books.works[0]!, title: 'OVER', to: at(57) },
      { ...books.works[0]!, title: 'ENDED', endedAt: at(30) },
      { ...books.works[0]!, title: 'GOES ON' },
    ];
    const text = seen(handOverPage(watchToHandOver('en', { books: { ...books, works } })));
    assert.ok(!/OVER\b/.test(text) && !text.includes('ENDED 10:30') && text.includes('GOES ON'));
  });

  it('fits on one page whatever the watch was, and says what is left out', () => {
    for (const language of LANGUAGES) {
      const input = terribleWatch(language);
      const sheet = sheetThatFits(input);
      assert.ok(sheetHeightPt(sheet) <= A4_PT, `${language}: ${sheetHeightPt(sheet)}`);
      for (const [i, total] of [60, 60, 80, 1, 30, 200].entries()) {
        const section = sheet.sections[i]!;
        assert.ok(section.rows.length >= 1, `${language} ${section.title}`);
        if (total === 1) continue;
        assert.ok(section.more!.includes(String(total - section.rows.length)), `${language} ${section.title}`);
      }
      const usual = sheetThatFits(watchToHandOver(language));
      assert.ok(
        usual.sections.every((s) => s.more === undefined),
        `${language}: an ordinary watch fits whole`,
      );
    }
  });

  it('says so where there is nothing to hand over', () => {
    const quiet = watchToHandOver('en', {
      queue: { order: [], rows: [], folds: [] },
      books: { units: [], contacts: [], works: [] },
      assets: [],
      acts: [],
      note: '',
      from: '',
      to: '',
    });
    assert.deepEqual(
      handOverSheet(quiet).sections.map((s) => [s.rows.length, s.empty]),
      [...Array.from({ length: 6 }, () => [0, 'none']), [0, 'not yet: this node has no partners']],
    );
    assert.match(seen(handOverPage(quiet)), /From: _{8}/);
  });

  it('lists what partners wait for, and what they are given', () => {
    const at = '2026-01-01T00:00:00.000Z';
    const label = {
      tlp: 'amber' as const,
      releasableTo: ['FI'],
      purposes: ['cable-protection' as const],
      personal: false,
      exercise: false,
    };
    const partners = {
      schema: 'merivaht.partners/1' as const,
      revision: 1,
      self: { nodeId: 'EE', name: 'Estonia', endpoint: 'https://127.0.0.1:1', origin: 'merivaht/EE/1', size: 48, root: '0'.repeat(64) },
      partners: [
        {
          nodeId: 'FI', name: 'Finland', country: 'FI', state: 'active' as const, since: at, because: '', endpoint: 'https://127.0.0.1:2',
          words: '', cardHash: '0'.repeat(64), log: { origin: 'merivaht/FI/1', size: 48, witnesses: [] }, taken: 0, refused: {}, released: 0,
          rules: [{ ruleId: 'r', to: 'FI', class: 'alert' as const, fields: 'all' as const, vessels: 'all' as const, minSeverity: 'watch' as const, label, inForce: true }],
          record: { alerts: 0, withdrawn: 0, confirmed: 0, closedAsFalse: 0 },
        },
      ],
      inbound: [], lists: [], recognised: [], equivocations: [],
      cases: [
        {
          caseId: 'FI:0123456789abcdef', title: 'Estlink 2', about: '', epoch: 0, members: ['EE', 'FI'], left: [], openedAt: at, contributions: [],
          proposals: [
            { caseId: 'FI:0123456789abcdef', epoch: 0, proposalId: '1'.repeat(64), action: 'Board it', reason: '', rule: { kind: 'all' as const }, expiresAt: at, evidence: [], by: 'FI', outcome: 'open' as const, because: '', votes: [] },
          ],
        },
      ],
      questions: [
        { questionId: 'q', from: 'FI', to: 'EE', askedAt: at, purpose: 'cable-protection', ring: [], fromTime: at, untilTime: at, answered: 'waiting' as const, because: '', ships: [], truncated: false },
      ],
      recalls: [{ recallId: 'c', from: 'FI', to: 'EE', subject: { class: 'vessel' as const, mmsi: 1 }, because: 'Wrong ship', answered: 'waiting' as const }],
    }; // biome-ignore format: one thing a line reads better
    const rowsIn = (language: SheetLanguage) =>
      handOverSheet(watchToHandOver(language, { partners }))
        .sections.at(-1)!
        .rows.map((r) => r.cells.slice(0, 2));
    assert.deepEqual(rowsIn('en'), [
      ['Finland', 'waits for the answer to a question about a zone'],
      ['Finland', 'waits for our vote in "Estlink 2": Board it'],
      ['Finland', 'asks us to delete what it released: Wrong ship'],
      ['Finland', 'is given alerts as they change (standing rules: 1)'],
    ]);
    for (const language of LANGUAGES) assert.equal(rowsIn(language).length, 4);
  });

  it('keeps ice apart from the ships that works excuse', () => {
    for (const language of LANGUAGES) {
      const { sections } = handOverSheet(watchToHandOver(language));
      const excuses = SHEET_TEXTS[language].excuses;
      const works = sections.find((s) => s.heads.includes(excuses))!;
      assert.ok(!works.rows.some((r) => r.cells.join().includes('Inner Bay of Pärnu')), language);
      const ice = sections.find((s) => s.title === SHEET_TEXTS[language].ice)!;
      assert.equal(ice.heads[2], SHEET_TEXTS[language].note);
      assert.equal(ice.rows[0]!.cells[2], 'Inner Bay of Pärnu only');
    }
  });

  it('ends a text that is too long with a whole word', () => {
    assert.equal(clip('no vessel was heard along the route', 22), 'no vessel was heard…');
    assert.equal(clip('Merekaablivalvekeskus', 10), 'Merekaabl…');
  });

  it('clips by width, not by code units', () => {
    assert.equal(clip('abc', 3), 'abc');
    assert.equal(clip('abcd', 3), 'ab…');
    assert.equal(clip('漢字漢字', 6), '漢字…');
    assert.equal(clip('🚢🚢', 3), '🚢…');
    assert.equal(clip(' a\n\tb ', 10), 'a b');
  });
});
