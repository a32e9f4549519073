import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Alert, type AlertsDocument, alertsDocument } from '../contract/alert.ts';
import { REJECT_REASONS } from '../contract/reject-reasons.ts';
import { SUMMARY_SCHEMA, type Summary } from '../contract/summary.ts';
import { type ScanReportInput, scanReport } from './scan-report.ts';

const HOSTILE = '<script>alert("1")</script>';
const minute = (m: number): string => new Date(Date.UTC(2024, 11, 25, 10, m)).toISOString().replace('.000', '');

function someAlert(over: Partial<Alert> = {}): Alert {
  return {
    schema: 'merivaht.alert/1',
    id: '290000001-drag-20241225T1015Z',
    kind: 'drag',
    severity: 'actionable',
    status: 'open',
    rank: 1,
    vessel: { mmsi: 290000001, name: HOSTILE, lengthM: 229 },
    onsetAt: minute(15),
    raisedAt: minute(30),
    updatedAt: minute(50),
    position: { lonE5: 2641000, latE5: 5988500 },
    speedTenthKn: 91,
    courseDeg: 262,
    ownPaceTenthKn: 121,
    sentence: `${HOSTILE} fell from 12.1 kn to 9.1 kn.`,
    vhfText: 'Please check both anchors.',
    evidenceMilliNats: 2100,
    speaksFor: [
      {
        id: 'speed-drop',
        group: 'kinematic',
        milliNats: 3100,
        sign: 'own-pace-drop',
        text: 'fell to 0.75 of its own pace',
        values: { ratioMilli: 750 },
      },
    ],
    speaksAgainst: [],
    exposure: [],
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
    crossed: [{ assetId: 'estlink-2', at: minute(26), kpM: 73000, sigmaS: 30, sigmaKpM: 900 }],
    profile: Array.from({ length: 50 }, (_, i) => ({
      at: minute(i),
      lonE5: 2700000 - i * 1200,
      latE5: 5988500,
      speedTenthKn: i < 15 ? 121 : 91,
      ownPaceTenthKn: 121,
    })),
    configurationHash: 'ab'.repeat(32),
    ...over,
  };
}

function input(document: Partial<AlertsDocument> = {}, summary: Partial<Summary> = {}): ScanReportInput {
  return {
    title: 'test.nmea',
    document: {
      schema: 'merivaht.alerts/1',
      provenance: { timesInvented: false },
      regionId: 'gulf-of-finland',
      from: minute(0),
      to: minute(59),
      configurationHash: 'ab'.repeat(32),
      assetsHash: 'cd'.repeat(32),
      alerts: [someAlert()],
      considered: [],
      assetWatch: [
        {
          assetId: 'estlink-1',
          name: 'Estlink 1',
          hoursWatched: 0,
          hoursDegraded: 0,
          hoursNotWatched: 1,
          periods: [{ from: minute(0), to: minute(59), state: 'not-watched', because: 'no vessel heard' }],
        },
      ],
      ...document,
    },
    summary: {
      schema: SUMMARY_SCHEMA,
      inputs: [],
      regionId: 'gulf-of-finland',
      timesInvented: false,
      records: 10,
      positions: 9,
      fixes: 8,
      vessels: 2,
      vesselDays: 0.1,
      monitoredVesselDays: 0.1,
      crossings: 1,
      alerts: { high: 0, actionable: 1, watch: 0 },
      rejected: { 'checksum-wrong': 3 },
      late: 0,
      untimed: 0,
      seconds: 1,
      ...summary,
    },
    regionName: 'Gulf of Finland',
    timeZone: 'Europe/Tallinn',
    ground: {
      land: [
        [
          [26, 60],
          [27, 60],
          [27, 60.5],
          [26, 60],
        ],
      ],
      assets: [
        {
          id: 'estlink-1',
          name: 'Estlink 1',
          lines: [
            [
              [25, 60],
              [25.2, 59.5],
            ],
          ],
        },
        {
          id: 'estlink-2',
          name: 'Estlink 2',
          lines: [
            [
              [26.4, 60.2],
              [26.45, 59.5],
            ],
          ],
        },
      ],
    },
    programVersion: '0.1.0',
  };
}

describe('the report of a scan', () => {
  it('is made from a document that fits the published schema', () => {
    assert.ok(alertsDocument.safeParse(input().document).success);
  });

  it('escapes what ships say of themselves', () => {
    const page = scanReport(input());
    assert.ok(!page.includes('<script'));
    assert.ok(page.includes('&#60;script&#62;'));
  });

  it('loads nothing from elsewhere and runs no script', () => {
    const page = scanReport(input());
    assert.doesNotMatch(page, /(src|href)\s*=|url\(|@import|https?:|\son\w+=/);
  });

  it('shows the next asset as a range of minutes, its watch state, and both sides even when one is empty', () => {
    const page = scanReport(input());
    assert.match(page, /in 31 to 54 min/);
    assert.match(page, /NOT WATCHED/);
    assert.match(page, /What speaks for it/);
    assert.match(page, /What speaks against it<\/h4><p class="quiet">Nothing was found/);
  });

  it('shows times in UTC first and local second', () => {
    assert.match(scanReport(input()), /10:26 UTC \(12:26 (EET|GMT\+2)\)/);
  });

  it('says RECONSTRUCTION and how the real case ended, and marks invented times', () => {
    const page = scanReport({
      ...input({ provenance: { timesInvented: true, reconstruction: 'SIM-X' } }),
      reconstruction: { what: 'Eagle S.', outcome: 'Dismissed for lack of jurisdiction.' },
    });
    assert.match(page, /RECONSTRUCTION/);
    assert.match(page, /Dismissed for lack of jurisdiction/);
    assert.match(page, /TIMES INVENTED/);
  });

  it('explains each reason for which input was set aside', () => {
    const rejected = Object.fromEntries(Object.keys(REJECT_REASONS).map((reason, i) => [reason, i + 1]));
    const page = scanReport(input({}, { rejected }));
    for (const reason of Object.keys(REJECT_REASONS)) assert.ok(page.includes(`<code>${reason}</code>`), reason);
  });

  it('keeps the watch drawer closed and below the urgent cards', () => {
    const page = scanReport(input({ alerts: [someAlert(), someAlert({ id: 'b', severity: 'watch', rank: 2 })] }));
    assert.ok(page.indexOf('Act on these') < page.indexOf('in the watch drawer'));
    assert.ok(!/<details open/.test(page));
  });

  it('stays readable with no alert, no asset and no time', () => {
    const bare = input({ alerts: [], assetWatch: [] });
    const { from: _f, to: _t, ...untimed } = bare.document;
    const page = scanReport({ ...bare, document: untimed });
    assert.match(page, /No high or actionable alert/);
  });
});
