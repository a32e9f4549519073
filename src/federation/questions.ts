/**
 * Questions between nodes: "which ships crossed this zone between these times?". What we ask, what we are asked, and whether this
 * node's policy lets us answer at all. Both sides keep question and answer in their logs.
 */
import type { Agreement } from '../contract/agreement.ts';
import type { QuestionView } from '../contract/partner-views.ts';
import type { FederationRecord, RecordBody } from '../contract/record.ts';
import { BoundedMap } from './bounded-map.ts';

export type QuestionBody = Extract<RecordBody, { kind: 'question' }>;
export type AnswerBody = Extract<RecordBody, { kind: 'answer' }>;

export const MAX_WINDOW_MS = 7 * 86_400_000;
export const MAX_SHIPS = 1000;
/** Of one partner, within an hour: a question reads the archive. */
export const MAX_QUESTIONS_AN_HOUR = 20;
const HOUR_MS = 3_600_000;
const MAX_QUESTIONS = 2000;

export interface HeldQuestion {
  readonly from: string;
  readonly question: QuestionBody;
  readonly askedAt: string;
  readonly receivedAtMs: number;
  readonly answer: AnswerBody | undefined;
}

export class Questions {
  readonly #held = new BoundedMap<string, Omit<HeldQuestion, 'answer'>>(MAX_QUESTIONS);
  /** By who answered, whom, and what: at a start an own answer is read before the partner's question. */
  readonly #answers = new BoundedMap<string, AnswerBody>(MAX_QUESTIONS);
  readonly #self: string;

  constructor(self: string) {
    this.#self = self;
  }

  /** `by` wrote the record. */
  fold(by: string, record: FederationRecord, receivedAtMs: number): void {
    const { body } = record;
    if (body.kind === 'question') {
      const key = `${by} ${body.questionId}`;
      if (!this.#held.has(key))
        this.#held.set(key, { from: by, question: body, askedAt: record.claimedAt, receivedAtMs });
    } else if (body.kind === 'answer') {
      const key = `${by} ${body.to} ${body.questionId}`;
      if (!this.#answers.has(key)) this.#answers.set(key, body);
    }
  }

  get(from: string, questionId: string): HeldQuestion | undefined {
    const held = this.#held.get(`${from} ${questionId}`);
    return held === undefined ? undefined : this.#answered(held);
  }

  /** Asked of us, without an answer, oldest first. */
  waiting(): HeldQuestion[] {
    return this.#all().filter((h) => h.question.to === this.#self && h.answer === undefined);
  }

  /** Of those that partners asked; two partners may have used one id. */
  askedOfUs(questionId: string): HeldQuestion[] {
    return this.waiting().filter((held) => held.question.questionId === questionId);
  }

  /** How many this partner asked within the hour before. */
  askedWithinHour(from: string, nowMs: number): number {
    let count = 0;
    for (const held of this.#held.values())
      if (held.from === from && held.receivedAtMs <= nowMs && held.receivedAtMs > nowMs - HOUR_MS) count++;
    return count;
  }

  /** In the order in which they were asked, by the askers' clocks: it does not depend on which was read first. */
  views(): QuestionView[] {
    const key = (view: QuestionView): string => `${view.askedAt} ${view.from} ${view.questionId}`;
    return this.#all()
      .map(viewOf)
      .sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  #all(): HeldQuestion[] {
    return [...this.#held.values()].map((held) => this.#answered(held));
  }

  #answered(held: Omit<HeldQuestion, 'answer'>): HeldQuestion {
    const { to, questionId } = held.question;
    return { ...held, answer: this.#answers.get(`${to} ${held.from} ${questionId}`) };
  }
}

/** Undefined where it may be answered; else what the machine answers. */
export function refusalOf(
  question: QuestionBody,
  agreement: Agreement | undefined,
  selfId: string,
  askedBefore: number,
): string | undefined {
  const own = agreement?.sides.find((side) => side.nodeId === selfId);
  if (agreement === undefined || own === undefined || !own.classes.includes('answer'))
    return 'the agreement does not cover answers';
  if (!agreement.purposes.includes(question.purpose)) return 'the agreement does not cover this purpose';
  const windowMs = Date.parse(question.until) - Date.parse(question.from);
  if (!(windowMs > 0)) return 'the time is empty';
  if (windowMs > MAX_WINDOW_MS) return 'the time is longer than seven days';
  if (askedBefore >= MAX_QUESTIONS_AN_HOUR) return `more than ${MAX_QUESTIONS_AN_HOUR} questions within an hour`;
  return undefined;
}

function viewOf({ from, question, askedAt, answer }: HeldQuestion): QuestionView {
  return {
    questionId: question.questionId,
    from,
    to: question.to,
    askedAt,
    purpose: question.purpose,
    ring: question.ring.map(([lon, lat]) => [lon, lat]),
    fromTime: question.from,
    untilTime: question.until,
    answered: answer?.answered ?? 'waiting',
    because: answer?.because ?? '',
    ships: answer?.ships ?? [],
    truncated: answer?.truncated ?? false,
  };
}
