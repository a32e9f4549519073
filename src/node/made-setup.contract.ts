/** For tests: a theatre with the shipped assets of the Gulf of Finland, and sentences of a ship in it. */
import { encodeMessage } from '../ais/encode-message.ts';
import { aivdmSentences } from '../ais/encode-sentence.ts';
import type { Act, ActBody } from '../contract/act.ts';
import { DEFAULT_CONFIGURATION } from '../contract/configuration.ts';
import type { Region } from '../contract/region.ts';
import type { JournalRecord, SourceRecord } from '../pipeline/journal-record.ts';
import { sampleCoreOptions } from '../pipeline/sample-core.contract.ts';
import type { TheatreSetup } from './theatre-setup.ts';

export const THEATRE = 'gulf-of-finland';
const { assets, box, configurationHash, assetsHash } = sampleCoreOptions(THEATRE);

export function madeSetup(over: Partial<TheatreSetup> = {}): TheatreSetup {
  return {
    info: { theatreId: THEATRE, name: { en: 'Gulf', et: 'Laht', ja: '湾' }, box: [...box], timeZone: 'Europe/Tallinn' },
    region: { id: THEATRE, box, places: [] } as unknown as Region,
    assets,
    assetDetails: {},
    land: [],
    configuration: DEFAULT_CONFIGURATION,
    configurationHash,
    assetsHash,
    programVersion: 'test',
    contacts: [],
    budget: 12,
    partitions: 1,
    ...over,
  };
}

export const madeSource = (atMs: number, state: SourceRecord['state'] = 'up', source = 0): SourceRecord => ({
  kind: 'source',
  atMs,
  source,
  feedId: `feed-${source}`,
  feedKind: 'tcp',
  address: 'tcp://127.0.0.1:1',
  format: 'nmea',
  timesFrom: 'receipt',
  state,
  because: `it is ${state}`,
});

/** A position report as a receiver gives it, without a time. */
export function madeChunk(atMs: number, mmsi: number, lon: number, source = 0, lat = 59.8): JournalRecord {
  const payload = encodeMessage(1, { mmsi, lon, lat, speed: 12, course: 90, heading: 90 });
  const text = `${aivdmSentences(payload, { channel: 'A', sequence: 0 }).join('\r\n')}\r\n`;
  return { kind: 'chunk', source, receivedAtMs: atMs, bytes: new TextEncoder().encode(text) };
}

export const madeAct = (actId: string, body: ActBody = { kind: 'note', text: actId }): Act => ({
  schema: 'merivaht.act/1',
  actId,
  officer: 'officer-1',
  officerName: 'Mari Maasikas',
  theatreId: THEATRE,
  at: '2026-01-01T00:00:00Z',
  dataAt: '2026-01-01T00:00:00Z',
  body,
});
