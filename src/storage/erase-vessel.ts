/**
 * Takes a vessel out of what one theatre keeps, on a node that does not run. In this order: journal, snapshots (they hold its
 * track: a restart judges the journal again), archive, store. Begun is written down first and finished last, so that one that
 * was interrupted is known; it may be run again.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ArchiveEngine } from './archive-engine.ts';
import { type DataFolder, theatreParts } from './data-folder.ts';
import { realDisk } from './disk.ts';
import { eraseFromJournal } from './erase-journal.ts';
import { eraseFromStore, refuseOpenAlerts } from './erase-store.ts';
import { type Erasure, readErasures, writeErasures } from './erasures.ts';

export interface ErasureRequest {
  readonly theatreId: string;
  readonly mmsi: number;
  readonly by: string;
  readonly because: string;
  readonly nowIso: () => string;
  readonly segmentBytes?: number;
}

const REMAINS = [
  'backups that were made before: delete them, or restore and erase there too',
  'what was handed to partners, printed, exported or downloaded',
  'acts of officers that name the vessel or its alerts: logbook, notes, works',
  'messages of other stations addressed to it, and findings about other vessels that were compared with it',
  'this record, which names the MMSI',
  'recordings and files that sources read again: what is read again is kept again',
];

/** MV-ERASE-OPEN before anything is changed. */
export async function eraseVessel(data: DataFolder, request: ErasureRequest): Promise<Erasure> {
  const { theatreId, mmsi, by, because, nowIso, segmentBytes } = request;
  const folder = data.theatre(theatreId);
  const parts = theatreParts(folder);
  refuseOpenAlerts(parts.store, mmsi);
  // One of this vessel that was interrupted is gone on with.
  const others = readErasures(data.path, theatreId).filter((e) => e.mmsi !== mmsi || e.finishedAt !== undefined);
  const begun: Erasure = { mmsi, begunAt: nowIso(), by, because, remains: REMAINS };
  writeErasures(data.path, theatreId, [...others, begun]);

  const lines = eraseFromJournal(parts.journal, mmsi, segmentBytes);
  removeSnapshots(parts.snapshots);
  const archive = await ArchiveEngine.open({ folder: parts.archive });
  let positions = 0;
  let broken = 0;
  try {
    positions = await archive.erase(mmsi, Number.MAX_SAFE_INTEGER);
    broken = brokenFiles(parts.archive);
  } finally {
    await archive.close();
  }
  const rows = eraseFromStore(parts.store, mmsi);
  // Copies of before an update, which have it still.
  for (const name of readdirSync(folder)) if (name.startsWith('store.sqlite.version-')) rmSync(join(folder, name));
  const finished: Erasure = {
    ...begun,
    finishedAt: nowIso(),
    removed: { lines, positions, ...rows },
    remains: broken === 0 ? REMAINS : [...REMAINS, `${broken} files of the archive that cannot be read (*.broken)`],
  };
  writeErasures(data.path, theatreId, [...others, finished]);
  return finished;
}

function removeSnapshots(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of realDisk.list(folder)) realDisk.remove(join(folder, name));
  realDisk.syncFolder(folder, 'snapshot-folder');
}

const brokenFiles = (folder: string): number =>
  readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.broken')).length;
