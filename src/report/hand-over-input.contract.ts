/** For tests: a watch to hand over, of any size. */
import type { Act, ActBody } from '../contract/act.ts';
import type { QueueRow } from '../contract/desk.ts';
import type { HandOverInput } from './hand-over-input.ts';
import type { SheetLanguage } from './hand-over-texts-table.ts';

export const at = (m: number): string => new Date(Date.UTC(2024, 11, 25, 10, m)).toISOString().replace('.000', '');

export function row(
  n: number,
  over: Partial<QueueRow['alert']> = {},
  handling: Partial<QueueRow['handling']> = {},
): QueueRow {
  return {
    alert: {
      schema: 'merivaht.alert/1',
      id: `29000000${n}-drag-20241225T1015Z`,
      kind: 'drag',
      severity: 'high',
      status: 'open',
      rank: n,
      vessel: { mmsi: 290000000 + n, name: `SHIP NUMBER ${n}`, lengthM: 229 },
      onsetAt: at(n),
      raisedAt: at(n + 2),
      updatedAt: at(50),
      position: { lonE5: 2641000, latE5: 5988500 },
      sentence: 'It fell from 12.1 kn to 9.1 kn.',
      vhfText: 'Please check both anchors.',
      evidenceMilliNats: 2100,
      speaksFor: [],
      speaksAgainst: [],
      assetsAtRisk: [
        {
          assetId: 'estlink-1',
          name: 'Estlink 1',
          owners: ['Elering', 'Fingrid'],
          kind: 'power-cable',
          distanceM: 9000,
          kpM: 41000,
          minutesFrom: 31,
          minutesTo: 54,
          watchState: 'not-watched',
        },
      ],
      configurationHash: 'ab',
      ...over,
    },
    handling: { logCount: 0, ...handling },
    sounds: false,
    inDrawer: false,
  };
}

export function act(n: number, body: ActBody): Act {
  return {
    schema: 'merivaht.act/1',
    actId: `act-${n}`,
    officer: 'mari-tamm',
    officerName: 'Mari Tamm',
    theatreId: 'gulf-of-finland',
    at: at(n),
    dataAt: at(n),
    body,
  };
}

const who = { officer: 'mari-tamm', officerName: 'Mari Tamm', at: at(20), actId: 'a' };

export function watchToHandOver(language: SheetLanguage, over: Partial<HandOverInput> = {}): HandOverInput {
  const rows = [
    row(1, {}, { acknowledged: who, assigned: { ...who, to: 'Jüri Põld' }, logCount: 2 }),
    row(2, { severity: 'actionable', assetsAtRisk: [] }, { acknowledged: who, silenced: who }),
    row(
      3,
      { severity: 'actionable', kind: 'anchored-drag' },
      { silenceEnded: { at: at(40), because: 'asset-nearer' } },
    ),
    row(4, { severity: 'watch', kind: 'loitering', status: 'ended' }),
  ];
  return {
    language,
    theatre: {
      theatreId: 'gulf-of-finland',
      name: { en: 'Gulf of Finland', et: 'Soome laht', ja: 'フィンランド湾' },
      box: [19, 58, 30, 61],
      timeZone: 'Europe/Tallinn',
      reconstruction: {
        title: 'Eagle S, 25 December 2024',
        what: 'A reconstruction from published facts.',
        outcome: 'The case was dismissed for lack of jurisdiction.',
      },
    },
    dataAt: at(58),
    queue: { order: rows.map((r) => r.alert.id), rows, folds: [] },
    books: {
      units: [
        {
          id: 'pvl-101',
          name: 'PVL-101 Kindral Kurvits',
          kind: 'patrol-vessel',
          position: [24.7, 59.5],
          speedTenthKn: 150,
          readiness: 'ready-15-min',
          call: 'VHF 12',
        },
      ],
      contacts: [],
      works: [
        {
          id: 'w1',
          title: 'Survey of Balticconnector',
          text: '',
          ring: [
            [24, 59],
            [25, 59],
            [25, 60],
          ],
          from: at(0),
          to: '2024-12-27T10:00:00Z',
          vessels: [{ name: 'SURVEYOR' }, { mmsi: 290000077 }],
          source: 'NAVTEX',
        },
      ],
      ice: { state: 'new-ice', from: '2024-12-20T06:00:00Z', note: 'Inner Bay of Pärnu only' },
    },
    assets: [
      {
        assetId: 'estlink-1',
        name: 'Estlink 1',
        names: { et: 'Estlink 1', ja: 'エストリンク1' },
        kind: 'power-cable',
        owners: ['Elering', 'Fingrid'],
        state: 'not-watched',
        since: at(12),
        because: 'the feed of Porkkala is silent; no vessel heard along 34 km of it',
      },
      {
        assetId: 'c-lion1',
        name: 'C-Lion1',
        kind: 'telecom-cable',
        owners: ['Cinia'],
        state: 'degraded',
        since: at(30),
        because: 'one receiver of two',
      },
      {
        assetId: 'x',
        name: 'Watched One',
        kind: 'telecom-cable',
        owners: ['A'],
        state: 'watched',
        because: 'all heard',
      },
    ],
    acts: [
      act(21, {
        kind: 'vhf-call',
        alertId: rows[0]!.alert.id,
        channel: '16',
        text: 'Are both your anchors home and secured?',
        answered: true,
        reply: 'Anchors are up, we have engine trouble',
      }),
      act(25, {
        kind: 'phone-call',
        alertId: rows[0]!.alert.id,
        organisation: 'Elering',
        text: 'Ship nears Estlink 1',
        answered: false,
        reply: '',
      }),
      act(30, {
        kind: 'unit-tasked',
        alertId: rows[0]!.alert.id,
        unitId: 'pvl-101',
        task: 'Go and look at her anchors',
      }),
      act(31, { kind: 'note', text: 'not a call' }),
    ],
    from: 'Mari Tamm',
    to: 'Jüri Põld',
    note: 'Öösel oodata tuult šelfilt; žürii õhtul. Watch the tanker.',
    programVersion: '0.1.0',
    ...over,
  };
}

/** More of everything than a page holds, and each as long as its contract lets it be. */
export function terribleWatch(language: SheetLanguage): HandOverInput {
  const usual = watchToHandOver(language);
  const rows = Array.from({ length: 60 }, (_, i) =>
    row(
      i,
      { vessel: { mmsi: 290000000 + i, name: 'WWWWWWWWWWWWWWWWWWWW' } },
      {
        acknowledged: { ...who, officerName: 'W'.repeat(400) },
        silenced: who,
        assigned: { ...who, to: 'W'.repeat(400) },
        logCount: 99,
      },
    ),
  );
  return {
    ...usual,
    queue: { order: rows.map((r) => r.alert.id), rows, folds: [] },
    books: {
      ...usual.books,
      works: Array.from({ length: 30 }, (_, i) => ({ ...usual.books.works[0]!, id: `w${i}`, title: 'W'.repeat(500) })),
    },
    assets: Array.from({ length: 80 }, (_, i) => ({
      ...usual.assets[0]!,
      assetId: `asset-${i}`,
      name: `A cable with a very long name between two harbours ${i}`,
      because: 'W'.repeat(400),
    })),
    acts: Array.from({ length: 200 }, (_, i) =>
      act(i % 58, {
        kind: 'vhf-call',
        channel: '16',
        text: 'W '.repeat(2000),
        answered: true,
        reply: 'W '.repeat(2000),
      }),
    ),
    note: 'W '.repeat(2000),
  };
}
