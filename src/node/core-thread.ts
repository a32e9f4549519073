/** A theatre's core thread as main sees it: records in, what became new out, questions answered. Nothing waits without a bound. */
import { Worker } from 'node:worker_threads';
import { MerivahtError } from '../contract/errors.ts';
import type { NumberedRecord } from '../pipeline/journal-record.ts';
import type { CoreDone, CoreQuestions, CoreThreadData, FromCore } from './core-messages.ts';

const MAX_QUESTIONS = 1000;

export interface CoreThreadEvents {
  done(done: CoreDone): void;
  /** After `done` has told of all that it follows from. */
  snapshot(snapshot: Extract<FromCore, { type: 'snapshot' }>): void;
  /** The thread died: a defect. */
  failed(error: Error): void;
}

export class CoreThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  #nextId = 1;
  #postedThrough = 0;
  #doneThrough = 0;
  /** Why it takes nothing any more. */
  #ended: Error | undefined;

  constructor(data: CoreThreadData, events: CoreThreadEvents) {
    this.#worker = new Worker(new URL('./core-worker.ts', import.meta.url), {
      workerData: data,
      transferList: data.snapshot === undefined ? [] : [data.snapshot.buffer],
    });
    this.#worker.on('message', (message: FromCore) => {
      if (message.type === 'done') {
        this.#doneThrough = message.throughSeq;
        events.done(message);
      } else if (message.type === 'snapshot') events.snapshot(message);
      else this.#settle(message);
    });
    const fail = (error: Error): void => {
      if (this.#ended !== undefined) return;
      this.#end(error);
      events.failed(error);
    };
    this.#worker.on('error', fail);
    this.#worker.on('exit', () => fail(new Error('its thread has ended')));
  }

  /** Records handed over and not yet judged. */
  get behind(): number {
    return Math.max(0, this.#postedThrough - this.#doneThrough);
  }

  post(records: readonly NumberedRecord[]): void {
    if (records.length === 0 || this.#ended !== undefined) return;
    this.#postedThrough = records[records.length - 1]!.seq;
    this.#worker.postMessage({ type: 'records', records });
  }

  ask<K extends keyof CoreQuestions>(
    what: K,
    ...args: Parameters<CoreQuestions[K]>
  ): Promise<ReturnType<CoreQuestions[K]>> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    if (this.#waiting.size >= MAX_QUESTIONS)
      return Promise.reject(new MerivahtError('MV-BUSY', `${MAX_QUESTIONS} questions wait for the core`));
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.#worker.postMessage({ type: 'ask', id, what, args });
    });
  }

  /** Asks for a snapshot now, which comes as one of the hour does. */
  wantSnapshot(): void {
    if (this.#ended === undefined) this.#worker.postMessage({ type: 'save' });
  }

  async close(): Promise<void> {
    if (this.#ended === undefined) this.#end(new MerivahtError('MV-BUSY', 'the theatre is closing'));
    await this.#worker.terminate();
  }

  #end(error: Error): void {
    this.#ended = error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  #settle(message: Extract<FromCore, { type: 'answer' | 'failed' }>): void {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.type === 'answer') waiting?.resolve(message.value);
    else waiting?.reject(new Error(message.message));
  }
}
