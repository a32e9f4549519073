/** The demonstration: both samples as replays, each beginning ten data-minutes before its first anomaly. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseDocument } from '../contract/document.ts';
import { TRUTH_SCHEMA, truth as truthSchema } from '../contract/truth.ts';
import { MINUTE_MS } from '../geo/units.ts';
import { ReplayDriver } from '../node/replay-driver.ts';
import type { TheatreSetup } from '../node/theatre-setup.ts';
import { SCENARIO_WORDS } from '../simulator/scenario-words-table.ts';
import { SCENARIOS } from '../simulator/scenarios.ts';
import { ReplaySource } from '../sources/replay-source.ts';
import { readDocument, samplePaths } from './data-folder.ts';
import { theatreSetup } from './theatre-setups.ts';

const LEAD_MS = 10 * MINUTE_MS;
/** Which theatre a scenario plays in. */
const REGION_OF: Readonly<Record<string, string>> = {
  'eagle-s': 'gulf-of-finland',
  'hong-tai-58': 'taiwan-strait',
};
/** So fast that the first high alert comes well within half a minute; then the replay slows to life. */
const SPEED = 120;

export interface DemonstrationTheatre {
  readonly setup: TheatreSetup;
  readonly driver: ReplayDriver;
}

export async function demonstration(config: string | undefined, budget?: number): Promise<DemonstrationTheatre[]> {
  const theatres: DemonstrationTheatre[] = [];
  for (const path of samplePaths()) {
    const truthPath = path.replace(/\.nmea\.(gz|zst)$/, '.truth.json');
    const truth = parseDocument(truthSchema, TRUTH_SCHEMA, readDocument(truthPath), truthPath);
    const scenario = SCENARIOS[truth.scenario];
    const region = REGION_OF[truth.scenario];
    if (scenario === undefined || region === undefined) continue;
    const translations = SCENARIO_WORDS[truth.scenario];
    const drags = truth.vessels.flatMap((v) => v.drags.map((d) => Date.parse(d.fromAt)));
    const feedId = basename(path).replace(/\.nmea\.(gz|zst)$/, '');
    theatres.push({
      setup: theatreSetup({
        region,
        assets: [],
        config,
        ...(budget === undefined ? {} : { budget }),
        reconstruction: {
          title: scenario.title,
          what: truth.reconstruction,
          outcome: truth.outcome,
          ...(translations === undefined ? {} : { translations }),
        },
      }),
      driver: new ReplayDriver({
        source: await ReplaySource.open(path, `replay:${basename(path)}`),
        feedId,
        beginMs: Math.min(...drags) - LEAD_MS,
        speed: SPEED,
      }),
    });
  }
  return theatres;
}

export const hasEnded = (folder: string): boolean => {
  try {
    return readFileSync(`${folder}/ended`, 'utf8') === 'gracefully\n';
  } catch {
    return false;
  }
};
