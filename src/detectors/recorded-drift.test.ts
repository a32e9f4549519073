import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { realData } from '../../test/real-data.ts';
import { NmeaDecoder } from '../ais/nmea-decoder.ts';
import { PositionBatch } from '../ais/position-batch.ts';
import type { StaticReport } from '../ais/static-report.ts';
import { MINUTE_MS } from '../geo/units.ts';
import { AssetIndex } from '../infrastructure/asset-index.ts';
import { TrackKeeper } from '../tracks/track-keeper.ts';
import { anchoredDragDetector } from './anchored-drag.ts';
import type { Finding } from './finding.ts';
import { NO_PLACES } from './scripted-track.contract.ts';
import { NO_CONTEXT } from './tick-context.ts';

/** A tanker that drifted in the Kattegat on 28 September 2014, recorded by the Danish Maritime Authority. */
const { path, skip } = realData('nmea/dma_aisabnormal_538004030_drift_1.ais');
/** The publisher's own drift rule fires here, its test says. */
const PUBLISHED_MS = Date.UTC(2014, 8, 28, 16, 50, 4);

function read(file: string): {
  readonly rows: PositionBatch;
  readonly order: number[];
  readonly reports: StaticReport[];
} {
  const rows = new PositionBatch(20_000);
  const reports: StaticReport[] = [];
  const decoder = new NmeaDecoder(
    {
      positions: rows,
      appended: () => {},
      identity: (report) => reports.push(report),
      rejected: () => {},
      counted: () => {},
      simulated: () => {},
    },
    { source: 0 },
  );
  decoder.push(readFileSync(file));
  decoder.end();
  const order = Array.from({ length: rows.length }, (_, i) => i).sort((a, b) => rows.timeMs[a]! - rows.timeMs[b]!);
  return { rows, order, reports };
}

describe('a recorded drift', () => {
  it('near a made-up cable is found within a quarter of an hour of the time its publisher gives', { skip }, (t) => {
    const { rows, order, reports } = read(path);
    const line = [
      [11.3, 57.8],
      [11.45, 57.8],
    ] as const;
    const assets = AssetIndex.build([
      {
        id: 'made-up',
        name: 'Made up',
        kind: 'power-cable',
        owners: [],
        lines: [line],
        positionSigmaM: 100,
        lengthM: 9000,
        depths: [],
        burials: [],
      },
    ]);
    const keeper = new TrackKeeper();
    for (const report of reports) keeper.identify(report);
    const detector = anchoredDragDetector();
    const state = detector.start();
    const findings: Finding[] = [];
    let tickMs = Math.ceil(rows.timeMs[order[0]!]! / MINUTE_MS) * MINUTE_MS;
    for (const row of order) {
      for (; rows.timeMs[row]! >= tickMs; tickMs += MINUTE_MS) {
        keeper.tick(tickMs);
        for (const track of keeper.tracks()) {
          const input = { tickMs, track, assets, places: NO_PLACES, crossings: [], context: NO_CONTEXT };
          const { finding } = detector.tick(state, input);
          if (finding !== undefined) findings.push(finding);
        }
      }
      keeper.accept(rows, row);
    }
    const first = findings[0];
    assert.ok(first !== undefined, 'nothing was found');
    const lateMin = (first.tickMs - PUBLISHED_MS) / MINUTE_MS;
    t.diagnostic(`found ${lateMin.toFixed(0)} min after the published time`);
    assert.ok(Math.abs(lateMin) <= 15);
    assert.ok(first.factors.some((f) => f.id === 'drift-against-heading'));
  });
});
