/** For tests of the desk: alerts and acts made by hand, each whole as the contract wants it. */
import { ACT_SCHEMA, type Act, type ActBody } from '../contract/act.ts';
import type { Alert, AlertFactor, AssetAtRisk } from '../contract/alert.ts';
import { makeBook, makeFinding, makeReport, minutes } from './made-reports.contract.ts';
import { iso } from './whole-units.ts';

const book = makeBook();
book.tick(minutes(0), [makeReport(0, { findings: [makeFinding()] })], []);
const BASE = book.alerts()[0]!;

export function makeAlert(id: string, over: Partial<Alert> = {}): Alert {
  const mmsi = over.vessel?.mmsi ?? 290_000_001;
  return { ...BASE, id, vessel: { ...BASE.vessel, mmsi }, assetsAtRisk: [], ...over };
}

export function atRisk(assetId: string, minutesFrom: number, minutesTo = minutesFrom + 10): AssetAtRisk {
  return {
    assetId,
    name: assetId,
    owners: [],
    kind: 'power-cable',
    distanceM: 1000,
    kpM: 1000,
    minutesFrom,
    minutesTo,
    watchState: 'watched',
  };
}

export const crossedAt = (assetId: string, minute: number): Alert['crossed'][number] => ({
  assetId,
  at: iso(minutes(minute)),
  kpM: 1000,
  sigmaS: 20,
  sigmaKpM: 100,
});

export function makeSign(id: string, milliNats: number, sign?: string): AlertFactor {
  return { id, group: 'kinematic', milliNats, ...(sign === undefined ? {} : { sign }), text: id, values: {} };
}

let count = 0;
export function makeAct(body: ActBody, over: Partial<Act> = {}): Act {
  count++;
  return {
    schema: ACT_SCHEMA,
    actId: `act-${count}`,
    officer: 'mari',
    officerName: 'Mari Mets',
    theatreId: 'gulf-of-finland',
    at: '2026-01-01T03:00:00.000Z',
    dataAt: iso(minutes(1)),
    body,
    ...over,
  };
}
