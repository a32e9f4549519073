/** The two published cases in other weather and other traffic: seeds that nothing was looked at with. */
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { Progress } from '../src/cli/progress.ts';
import { runScan } from '../src/cli/run-scan.ts';
import { scanOptions } from '../src/cli/scan-options.ts';
import { SCENARIOS } from '../src/simulator/scenarios.ts';
import { simulate } from '../src/simulator/simulate.ts';

const SEEDS = [101, 102, 103, 104, 105, 106, 107, 108, 109, 110];

for (const scenario of Object.values(SCENARIOS).filter((s) => s.isFiction === undefined))
  describe(`${scenario.id} with ${SEEDS.length} seeds`, () => {
    const counts = { culpritFirst: 0, beforeLastFault: 0, decoysAlerted: 0, othersAlerted: 0, watch: 0, vesselDays: 0 };
    for (const seed of SEEDS)
      it(`seed ${seed}: the culprit is ranked first and called before the last fault`, async () => {
        const { lines, truth } = simulate(scenario, seed);
        const input = Readable.from([Buffer.from(lines.join('\n'))]);
        const { document, summary } = await runScan(
          scanOptions(['-']),
          input,
          Date.UTC(2026, 0, 1),
          new Progress(process.stderr, true),
        );
        const culprit = truth.vessels.find((v) => v.role === 'culprit')!;
        const called = document.alerts.filter((a) => a.severity !== 'watch');
        const roleOf = (mmsi: number): string => truth.vessels.find((v) => v.mmsi === mmsi)!.role;
        counts.decoysAlerted += called.filter((a) => roleOf(a.vessel.mmsi) === 'decoy').length;
        counts.othersAlerted += called.filter((a) => roleOf(a.vessel.mmsi) === 'traffic').length;
        counts.watch += document.alerts.length - called.length;
        counts.vesselDays += summary.vesselDays;
        const first = document.alerts[0];
        assert.equal(first?.vessel.mmsi, culprit.mmsi, `first is ${first?.vessel.name}`);
        counts.culpritFirst++;
        assert.notEqual(first!.severity, 'watch');
        assert.ok(Date.parse(first!.actionableAt!) < Date.parse(truth.faults.at(-1)!.at));
        counts.beforeLastFault++;
      });
    it('calls no decoy and nobody else', (t) => {
      t.diagnostic(`${scenario.id}: ${JSON.stringify(counts)}`);
      assert.deepEqual([counts.decoysAlerted, counts.othersAlerted], [0, 0]);
    });
  });
