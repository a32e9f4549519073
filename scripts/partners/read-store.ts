/** What a node's stores hold, read without the node, which has stopped. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../src/contract/canonical-json.ts';
import type { FederationRecord, Release } from '../../src/contract/record.ts';
import { theatreFolder, theatreParts } from '../../src/storage/data-folder.ts';
import { SqliteFederationKeeping } from '../../src/storage/federation-store.ts';
import { SqliteStore } from '../../src/storage/sqlite-store.ts';

export interface ReadStore {
  readonly own: readonly FederationRecord[];
  readonly inbound: readonly FederationRecord[];
  /** Alerts of all theatres as the log has them, each version. */
  readonly alertsRecorded: ReadonlySet<string>;
  /** Alerts as the theatres' stores have them last. */
  readonly alertsKept: readonly string[];
}

const recordOf = (jws: string): FederationRecord =>
  JSON.parse(Buffer.from(jws.split('.')[1]!, 'base64url').toString('utf8')) as FederationRecord;

export function readStore(folder: string): ReadStore {
  const keeping = SqliteFederationKeeping.open(folder);
  try {
    const size = keeping.checkpoint()?.size ?? 0;
    const own = [...keeping.entries(0, size), ...keeping.waiting()].map((entry) => recordOf(entry.jws));
    const alerts = own.flatMap((r) => (r.body.kind === 'alert' ? [r.body] : []));
    const ids = new Set(alerts.map((a) => `${a.theatreId} ${a.alert.id}`));
    return {
      own,
      inbound: [...keeping.inbound()].map((entry) => recordOf(entry.jws)),
      alertsRecorded: new Set(alerts.map((a) => canonicalJson(a.alert))),
      alertsKept: readdirSync(join(folder, 'theatres')).flatMap((theatreId) => {
        const store = new SqliteStore(theatreParts(theatreFolder(folder, theatreId)).store);
        try {
          return [...ids]
            .filter((id) => id.startsWith(`${theatreId} `))
            .map((id) => canonicalJson(store.alert(id.slice(theatreId.length + 1))));
        } finally {
          store.close();
        }
      }),
    };
  } finally {
    keeping.close();
  }
}

export const releasesIn = (records: readonly FederationRecord[], from: string): Release[] =>
  records.flatMap((r) => (r.nodeId === from && r.body.kind === 'release' ? [r.body.release] : []));
