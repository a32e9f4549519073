/** The core's thread: judges records in batches and says what became new. The only thing it owns is a `Watch`. */
import { deserialize, serialize } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../lib/assert.ts';
import type { StoreChange } from '../pipeline/keeping.ts';
import { Watch } from '../pipeline/watch.ts';
import { assetStatesOf } from './asset-states.ts';
import { answerer } from './core-answers.ts';
import type { CoreDone, CoreThreadData, FromCore, ToCore } from './core-messages.ts';
import { watchOptions } from './theatre-setup.ts';

/** However fast a replay runs, a snapshot is taken at most so often. */
const SNAPSHOT_EVERY_MS = 10_000;

const port = parentPort;
assert(port !== null, 'core-worker.ts runs as a worker');
const { setup, snapshot } = workerData as CoreThreadData;
const options = watchOptions(setup);
const watch = snapshot === undefined ? new Watch(options) : Watch.restore(options, deserialize(snapshot.bytes));
const answer = answerer(watch, setup);
let snapshotAtMs = Number.NEGATIVE_INFINITY;
let isFirst = true;

const send = (message: FromCore, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);

function judge(records: Extract<ToCore, { type: 'records' }>['records']): void {
  const changes: StoreChange[] = [];
  const acts: { seq: number; result: CoreDone['acts'][number]['result'] }[] = [];
  const archive: CoreDone['archive'][number][] = [];
  const snapshots: Extract<FromCore, { type: 'snapshot' }>[] = [];
  let isTicked = isFirst;
  let isDesk = isFirst;
  for (const record of records) {
    const step = watch.accept(record);
    if (step.change !== undefined) changes.push(step.change);
    if (step.act !== undefined) acts.push({ seq: step.seq, result: step.act });
    if (step.ticks > 0) isTicked = true;
    if (step.act?.ok === true) isDesk = true;
    const rows = watch.picture.takeArchive();
    if (rows !== undefined) archive.push(rows);
    if (step.isHour && performance.now() - snapshotAtMs > SNAPSHOT_EVERY_MS) {
      snapshotAtMs = performance.now();
      // Cloned here: what it refers to goes on changing. Sent after the changes it follows from.
      snapshots.push({ type: 'snapshot', seq: watch.seq, bytes: serialize(watch.save()) });
    }
  }
  const isQueueNew = isFirst || changes.some((change) => change.queueJson !== undefined);
  const feeds = watch.feeds();
  const positions = watch.picture.frame(watch.clockMs, isFirst ? 'all' : 'moved');
  const vessels = watch.picture.vessels(isFirst ? 'all' : 'changed');
  isFirst = false;
  send(
    {
      type: 'done',
      throughSeq: watch.seq,
      changes,
      acts,
      sections: {
        clockMs: watch.clockMs,
        tickMs: watch.tickMs,
        feeds,
        actCount: watch.desk.actCount,
        ...(isQueueNew ? { queue: watch.queue() } : {}),
        ...(isDesk ? { books: watch.desk.books() } : {}),
        ...(isTicked || feeds.some((f) => f.state !== 'live') ? { assets: assetStatesOf(watch, setup, feeds) } : {}),
      },
      positions,
      vessels,
      archive,
    },
    positions === undefined ? [] : [positions],
  );
  for (const taken of snapshots) send(taken);
}

port.on('message', (message: ToCore) => {
  if (message.type === 'records') return judge(message.records);
  if (message.type === 'save') return send({ type: 'snapshot', seq: watch.seq, bytes: serialize(watch.save()) });
  try {
    send({ type: 'answer', id: message.id, value: answer(message.what, message.args) });
  } catch (error) {
    send({ type: 'failed', id: message.id, message: error instanceof Error ? error.message : String(error) });
  }
});

// Says at once where it stands: after a restart the snapshot's state is shown before anything new comes.
judge([]);
