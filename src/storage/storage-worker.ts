/** The storage thread of one theatre: owns its journal, its snapshots and its store. */
import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../lib/assert.ts';
import { serveStorage } from './storage-service.ts';

assert(parentPort !== null, 'the storage thread runs as a worker');
serveStorage(parentPort, { folder: (workerData as { folder: string }).folder });
