/** The partners' thread as main sees it: questions with answers, and word of what is new. Nothing waits without a bound. */
import { Worker } from 'node:worker_threads';
import { ERRORS, type ErrorCode, MerivahtError } from '../contract/errors.ts';
import type { AskedOfUs } from '../federation/federation.ts';
import type { FromPartners, PartnersMethod, PartnersMethods, PartnersThreadData } from './partners-messages.ts';

const MAX_QUESTIONS = 5000;

export interface PartnersThreadEvents {
  revision(revision: number): void;
  asked(asked: readonly AskedOfUs[]): void;
  /** Undefined: what was wrong is over. */
  trouble(message: string | undefined): void;
}

export class PartnersThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  #asked = 0;
  #ended: Error | undefined;

  constructor(data: PartnersThreadData, events: PartnersThreadEvents) {
    this.#worker = new Worker(new URL('./partners-worker.ts', import.meta.url), { workerData: data });
    this.#worker.on('message', (message: FromPartners) => {
      if (message.type === 'revision') events.revision(message.revision);
      else if (message.type === 'asked') events.asked(message.asked);
      else if (message.type === 'trouble') events.trouble(message.message);
      else this.#settle(message);
    });
    const fail = (error: Error): void => {
      if (this.#ended !== undefined) return;
      this.#end(error);
      events.trouble(error.message);
    };
    this.#worker.on('error', fail);
    this.#worker.on('exit', () => fail(new Error("the partners' thread has ended")));
  }

  ask<M extends PartnersMethod>(
    method: M,
    ...args: Parameters<PartnersMethods[M]>
  ): Promise<ReturnType<PartnersMethods[M]>> {
    if (this.#ended !== undefined) return Promise.reject(new MerivahtError('MV-BUSY', this.#ended.message));
    if (this.#waiting.size >= MAX_QUESTIONS)
      return Promise.reject(new MerivahtError('MV-BUSY', `${MAX_QUESTIONS} questions to the partners' thread wait`));
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, method, args });
    });
  }

  /** Publishes what waits, hangs up, and ends. */
  async close(): Promise<void> {
    try {
      await this.ask('close');
    } finally {
      this.#end(new Error('the node is stopping'));
      await this.#worker.terminate();
    }
  }

  #settle(message: Extract<FromPartners, { id: number }>): void {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.type === 'answer') waiting?.resolve(message.value as never);
    else waiting?.reject(new MerivahtError(known(message.code), message.message));
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const { reject } of this.#waiting.values()) reject(new MerivahtError('MV-BUSY', error.message));
    this.#waiting.clear();
  }
}

const known = (code: string): ErrorCode => (code in ERRORS ? (code as ErrorCode) : 'MV-INTERNAL');
