/**
 * A node's partners as main joins them: pages ask and act, theatres hand over what changed and whom they met, and partners'
 * questions are answered from the archive.
 */
import { MerivahtError } from '../contract/errors.ts';
import type { SignedCard } from '../contract/node-card.ts';
import { type PartnerActDone, type PartnerActRequest, TWO_PERSON } from '../contract/partner-act.ts';
import type { AlertLabel, DamageReport, PartnersState, ReleasePreview } from '../contract/partner-views.ts';
import type { Subject } from '../contract/record.ts';
import type { Officer } from '../contract/views.ts';
import type { AskedOfUs, CheckedAct, FoundShips } from '../federation/federation.ts';
import type { PartnersDesk } from '../http/partners-desk.ts';
import type { StoreChange } from '../pipeline/keeping.ts';
import { type OfficerKey, officerApprovals } from '../storage/officer-approval.ts';
import type { MetVessel } from './partners-messages.ts';
import { PartnersThread } from './partners-thread.ts';

export interface PartnersOptions {
  readonly folder: string;
  readonly host: string;
  /** 0: any free one; absent: nobody is spoken with. */
  readonly port?: number;
  readonly officers: () => Promise<readonly Officer[]>;
  readonly log: (level: 'info' | 'warn' | 'error', what: string, values: Readonly<Record<string, unknown>>) => void;
}

/** Which ships were in a ring between two times, as far as this node's theatres know. */
export type ZoneFinder = (asked: AskedOfUs) => Promise<FoundShips>;

/** Vessels that were handed over lately are not handed over again. */
const MAX_MET = 200_000;

export class Partners implements PartnersDesk {
  readonly #options: PartnersOptions;
  readonly #thread: PartnersThread;
  #card = '';
  #nodeId = '';
  #port = 0;
  #revision = 0;
  #trouble: string | undefined;
  #recording: Promise<void> = Promise.resolve();
  #finder: ZoneFinder | undefined;
  readonly #met = new Set<string>();

  private constructor(options: PartnersOptions) {
    this.#options = options;
    this.#thread = new PartnersThread(
      {
        folder: options.folder,
        host: options.host,
        ...(options.port === undefined ? {} : { port: options.port }),
      },
      {
        revision: (revision) => {
          this.#revision = revision;
        },
        asked: (asked) => void this.#answer(asked),
        trouble: (message) => {
          if (message !== undefined && message !== this.#trouble) options.log('error', 'partners failed', { message });
          this.#trouble = message;
        },
      },
    );
  }

  static async open(options: PartnersOptions): Promise<Partners> {
    const partners = new Partners(options);
    try {
      const { nodeId, port, card } = await partners.#thread.ask('opened');
      partners.#nodeId = nodeId;
      partners.#port = port;
      partners.#card = card;
      return partners;
    } catch (error) {
      // Else the thread stays, and with it the process.
      await partners.#thread.close().catch(() => undefined);
      throw error;
    }
  }

  get nodeId(): string {
    return this.#nodeId;
  }

  /** Where partners ask. */
  get port(): number {
    return this.#port;
  }

  get revision(): number {
    return this.#revision;
  }

  /** What stands in the way of partners, for the alarms. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  async card(): Promise<SignedCard> {
    return { schema: 'merivaht.signed-card/1', jws: this.#card };
  }

  state(): Promise<PartnersState> {
    return this.#thread.ask('state');
  }

  preview(to: string, subject: Subject, fields: 'all' | readonly string[]): Promise<ReleasePreview> {
    return this.#thread.ask('preview', to, subject, fields);
  }

  damageReport(partner: string): Promise<DamageReport> {
    return this.#thread.ask('damageReport', partner);
  }

  labelOf(theatreId: string, alertId: string): Promise<AlertLabel> {
    return this.#thread.ask('labelOf', theatreId, alertId);
  }

  async act(request: PartnerActRequest): Promise<PartnerActDone> {
    return this.#thread.ask('act', await this.#checked(request));
  }

  /** Durable changes of a theatre, in order. `recorded` resolves when all handed over so far are in the log's queue. */
  record(theatreId: string, changes: readonly StoreChange[]): void {
    const handed = changes
      .filter((change) => change.alerts.length > 0 || change.acts.length > 0)
      .map(({ seq, alerts, acts }) => ({ seq, alerts, acts }));
    if (handed.length === 0) return;
    this.#recording = Promise.all([this.#recording, this.#thread.ask('recordChanges', theatreId, handed)]).then(
      () => undefined,
    );
    // Told by whoever waits for it; the thread's trouble is an alarm of its own.
    this.#recording.catch(() => undefined);
  }

  recorded(): Promise<void> {
    return this.#recording;
  }

  async forgetTheatre(theatreId: string): Promise<void> {
    await this.#thread.ask('forgetTheatre', theatreId);
    this.#recording = Promise.resolve();
  }

  /** Vessels heard in an own theatre: each once by each identity. */
  meet(theatreId: string, vessels: readonly MetVessel[]): void {
    const fresh = vessels.filter((v) => {
      const key = `${theatreId} ${v.mmsi} ${v.imo ?? ''}`;
      if (this.#met.has(key)) return false;
      if (this.#met.size < MAX_MET) this.#met.add(key);
      return true;
    });
    if (fresh.length === 0) return;
    this.#thread.ask('meet', theatreId, fresh).catch(() => undefined);
  }

  answerWith(finder: ZoneFinder): void {
    this.#finder = finder;
  }

  /** What was turned away at the partners' door, by reason. */
  async refusals(): Promise<Readonly<Record<string, number>>> {
    return (await this.#thread.ask('figures')).refusals;
  }

  async close(): Promise<void> {
    await this.#recording.catch(() => undefined);
    await this.#thread.close();
  }

  /** One officer by name, or two with their keys. */
  async #checked({ actId, officer: officerId, passphrase, second, body }: PartnerActRequest): Promise<CheckedAct> {
    const officer = (await this.#options.officers()).find((o) => o.officerId === officerId);
    if (officer === undefined) throw new MerivahtError('MV-OFFICER-UNKNOWN', `no officer ${officerId}`);
    if (officer.observer) throw new MerivahtError('MV-OFFICER-OBSERVES', `${officer.name} is an observer`);
    const isNarrowing = body.kind === 'set-rule' && !body.rule.inForce;
    const needsTwo = !isNarrowing && (TWO_PERSON as readonly string[]).includes(body.kind);
    if (!needsTwo) return { actId, officerName: officer.name, approvals: [], body };
    if (passphrase === undefined || second === undefined)
      throw new MerivahtError('MV-TWO-OFFICERS', `${body.kind} takes two officers and both passphrases`);
    const keys: readonly [OfficerKey, OfficerKey] = [
      { officerId, passphrase },
      { officerId: second.officer, passphrase: second.passphrase },
    ];
    const approvals = await officerApprovals(this.#options.folder, keys, { nodeId: this.#nodeId, actId, body });
    return { actId, officerName: officer.name, approvals, body };
  }

  async #answer(asked: readonly AskedOfUs[]): Promise<void> {
    for (const question of asked) {
      const found = await (this.#finder?.(question) ?? Promise.resolve(NOT_WATCHED)).catch(() => NOT_WATCHED);
      await this.#thread.ask('answer', question.questionId, found).catch(() => undefined);
    }
  }
}

const NOT_WATCHED: FoundShips = { watched: false, ships: [], truncated: false };
