/** The core's thread: judges records in batches and says what became new. The only thing it owns is a `Watch`. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Feed } from '../contract/feed.ts';
import { assert } from '../lib/assert.ts';
import type { StoreChange } from '../pipeline/keeping.ts';
import { assetStatesOf, feedsLost } from './asset-states.ts';
import { answerer } from './core-answers.ts';
import type { CoreDone, CoreThreadData, FromCore, ToCore } from './core-messages.ts';
import { restoredWatch, savedWatch } from './saved-watch.ts';

/** However fast a replay runs, a snapshot is taken at most so often. */
const SNAPSHOT_EVERY_MS = 10_000;
/**
 * What has no hurry (positions, names, figures of feeds, rows for the archive) is gathered for so long: told with each batch,
 * twenty times a second, it cost more than judging. Alerts, the queue and acts never wait for it.
 */
const GATHER_MS = 250;
/** Rows for the archive that are not waited with. */
const MANY_ROWS = 16_384;

const port = parentPort;
assert(port !== null, 'core-worker.ts runs as a worker');
const { setup, snapshot } = workerData as CoreThreadData;
const watch = restoredWatch(snapshot, setup);
const answer = answerer(watch, setup);
let snapshotAtMs = Number.NEGATIVE_INFINITY;
let isFirst = true;
let gatheredAtMs = Number.NEGATIVE_INFINITY;
let isTimerSet = false;
let feedStates = '';
let lostSince: string | undefined;

const send = (message: FromCore, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);

function judge(records: Extract<ToCore, { type: 'records' }>['records'], isAllTold = false): void {
  const changes: StoreChange[] = [];
  const acts: { seq: number; result: CoreDone['acts'][number]['result'] }[] = [];
  const archive: CoreDone['archive'][number][] = [];
  const snapshots: { seq: number; bytes: Uint8Array<ArrayBuffer> }[] = [];
  let isTicked = isFirst;
  let isDesk = isFirst;
  for (const record of records) {
    const step = watch.accept(record);
    if (step.change !== undefined) changes.push(step.change);
    if (step.act !== undefined) acts.push({ seq: step.seq, result: step.act });
    if (step.ticks > 0) isTicked = true;
    if (step.act?.ok === true) isDesk = true;
    if (watch.picture.archiveRows >= MANY_ROWS) archive.push(watch.picture.takeArchive()!);
    if (step.isHour && performance.now() - snapshotAtMs > SNAPSHOT_EVERY_MS) {
      snapshotAtMs = performance.now();
      snapshots.push({ seq: watch.seq, bytes: savedWatch(watch, setup) });
    }
  }
  const feeds = watch.feeds();
  const isQueueNew = isFirst || changes.some((change) => change.queueJson !== undefined);
  const lost = feedsLost(feeds)?.since;
  const isTold =
    isAllTold || isFirst || snapshots.length > 0 || performance.now() - gatheredAtMs >= GATHER_MS || areNew(feeds);
  const gathered = isTold ? gather(archive) : NOTHING;
  send(
    {
      type: 'done',
      throughSeq: watch.seq,
      changes,
      acts,
      sections: {
        clockMs: watch.clockMs,
        tickMs: watch.tickMs,
        actCount: watch.desk.actCount,
        ...(isTold ? { feeds } : {}),
        ...(isQueueNew ? { queue: watch.queue() } : {}),
        ...(isDesk ? { books: watch.desk.books() } : {}),
        ...(isTicked || lost !== lostSince ? { assets: assetStatesOf(watch, setup, feeds) } : {}),
      },
      ...gathered,
      archive,
    },
    gathered.positions === undefined ? [] : [gathered.positions],
  );
  isFirst = false;
  lostSince = lost;
  for (const { seq, bytes } of snapshots) send({ type: 'snapshot', seq, throughSeq: watch.seq, bytes }, [bytes.buffer]);
}

const NOTHING: Pick<CoreDone, 'positions' | 'vessels'> = { positions: undefined, vessels: [] };

/** What has no hurry; else it is told within the time, even if no record comes any more. */
function gather(archive: CoreDone['archive'][number][]): Pick<CoreDone, 'positions' | 'vessels'> {
  gatheredAtMs = performance.now();
  const rows = watch.picture.takeArchive();
  if (rows !== undefined) archive.push(rows);
  return {
    positions: watch.picture.frame(watch.clockMs, isFirst ? 'all' : 'moved'),
    vessels: watch.picture.vessels(isFirst ? 'all' : 'changed'),
  };
}

/** A feed that falls silent, or comes back, is told at once. */
function areNew(feeds: readonly Feed[]): boolean {
  const states = feeds.map((feed) => `${feed.feedId} ${feed.state} ${feed.since}`).join();
  const isNew = states !== feedStates;
  feedStates = states;
  return isNew;
}

function tellTheRestLater(): void {
  if (isTimerSet) return;
  isTimerSet = true;
  setTimeout(() => {
    isTimerSet = false;
    if (performance.now() - gatheredAtMs >= GATHER_MS) judge([]);
    else tellTheRestLater();
  }, GATHER_MS);
}

port.on('message', (message: ToCore) => {
  switch (message.type) {
    case 'records':
      judge(message.records);
      return tellTheRestLater();
    case 'save': {
      judge([], true);
      const bytes = savedWatch(watch, setup);
      return send({ type: 'snapshot', seq: watch.seq, throughSeq: watch.seq, bytes }, [bytes.buffer]);
    }
    case 'ask':
      // What is asked last, before a stop, is told whole.
      if (message.what === 'save') judge([], true);
      try {
        send({ type: 'answer', id: message.id, value: answer(message.what, message.args) });
      } catch (error) {
        send({ type: 'failed', id: message.id, message: error instanceof Error ? error.message : String(error) });
      }
  }
});

// Says at once where it stands: after a restart the snapshot's state is shown before anything new comes.
judge([]);
