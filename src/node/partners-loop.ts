/**
 * Federation in time: each tick of the log published and announced, partners asked and listened to, who is cut off cut at once.
 * Joins the machine of `federation/` with the sockets of `exchange/`; runs in the partners' thread.
 */
import { PUBLISH_EVERY_MS } from '../contract/partner-wire.ts';
import { PartnerClient } from '../exchange/partner-client.ts';
import type { OwnTls, PinnedPartner } from '../exchange/partner-peer.ts';
import { PartnerServer, type PartnerServerRefusals } from '../exchange/partner-server.ts';
import type { Federation, Wanted } from '../federation/federation.ts';

export interface PartnersLoopOptions {
  readonly federation: Federation;
  readonly tls: OwnTls;
  readonly host: string;
  readonly port: number;
  /** Partners whose cards are known, whatever their state. */
  readonly pinned: () => readonly PinnedPartner[];
  readonly failed: (error: Error) => void;
  /** After each tick. */
  readonly ticked?: () => void;
}

/** A partner whose events ended is listened to again after so long. */
const LISTEN_AGAIN_MS = 1000;

export class PartnersLoop {
  readonly #options: PartnersLoopOptions;
  readonly #client: PartnerClient;
  readonly #server: PartnerServer;
  readonly #asking = new Set<string>();
  /** What ends each listening. */
  readonly #listening = new Map<string, () => void>();
  readonly #again = new Map<string, NodeJS.Timeout>();
  readonly #timer: NodeJS.Timeout;
  #open = '';
  #closed = false;

  private constructor(options: PartnersLoopOptions, server: PartnerServer) {
    this.#options = options;
    this.#server = server;
    this.#client = new PartnerClient({ tls: options.tls });
    this.#timer = setInterval(() => this.#tick(), PUBLISH_EVERY_MS);
    this.#tick();
  }

  /** Throws MV-PORT-IN-USE. */
  static async open(options: PartnersLoopOptions): Promise<PartnersLoop> {
    const { federation, host, port, tls, pinned } = options;
    const open = (): readonly PinnedPartner[] => pinned().filter((p) => federation.isOpenTo(p.nodeId, Date.now()));
    const server = await PartnerServer.listen({
      host,
      port,
      tls,
      partners: open,
      isOpenTo: (nodeId) => federation.isOpenTo(nodeId, Date.now()),
      serve: (nodeId, request) => federation.serve(nodeId, request, Date.now()),
    });
    return new PartnersLoop(options, server);
  }

  get port(): number {
    return this.#server.port;
  }

  get refusals(): PartnerServerRefusals {
    return this.#server.refusals;
  }

  /** After anything that may have changed whom we speak with: cut and pinned at once, not at the next tick. */
  refresh(): void {
    const { federation, pinned } = this.#options;
    const open = pinned().filter((p) => federation.isOpenTo(p.nodeId, Date.now()));
    const key = open.map((p) => `${p.nodeId} ${p.endpoint} ${p.authorityPem}`).join('\n');
    if (key === this.#open) return;
    this.#open = key;
    this.#server.refresh();
    for (const nodeId of [...this.#listening.keys()]) if (!open.some((p) => p.nodeId === nodeId)) this.#hangUp(nodeId);
    for (const partner of open) if (!this.#listening.has(partner.nodeId)) this.#listen(partner);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    for (const nodeId of [...this.#listening.keys()]) this.#hangUp(nodeId);
    this.#client.close();
    await this.#server.close();
  }

  #tick(): void {
    try {
      this.#server.announce(this.#options.federation.publish(Date.now()));
      this.refresh();
      this.#ask();
      this.#options.ticked?.();
    } catch (error) {
      // A disk that refuses: tried again at the next tick, and said meanwhile.
      this.#options.failed(error as Error);
    }
  }

  #ask(): void {
    if (this.#closed) return;
    for (const wanted of this.#options.federation.wanted(Date.now()))
      if (!this.#asking.has(wanted.partner)) void this.#askOne(wanted);
  }

  async #askOne({ partner: nodeId, request }: Wanted): Promise<void> {
    const { federation, pinned, failed } = this.#options;
    const partner = pinned().find((p) => p.nodeId === nodeId);
    if (partner === undefined) return;
    this.#asking.add(nodeId);
    try {
      const answer = await this.#client.ask(partner, request);
      if (this.#closed) return;
      federation.heard(nodeId, request, answer, Date.now());
      this.refresh();
      // One that answered may have more; one that did not is asked at a later tick.
      if (answer !== undefined) setImmediate(() => this.#ask());
    } catch (error) {
      failed(error as Error);
    } finally {
      this.#asking.delete(nodeId);
    }
  }

  #listen(partner: PinnedPartner): void {
    const { nodeId } = partner;
    const stop = this.#client.listen(
      partner,
      () => {
        this.#options.federation.hurry(nodeId);
        this.#ask();
      },
      () => {
        if (this.#closed || this.#listening.get(nodeId) !== stop) return;
        const again = setTimeout(() => {
          this.#again.delete(nodeId);
          if (this.#listening.get(nodeId) === stop) this.#listen(partner);
        }, LISTEN_AGAIN_MS);
        this.#again.set(nodeId, again);
      },
    );
    this.#listening.set(nodeId, stop);
  }

  #hangUp(nodeId: string): void {
    this.#listening.get(nodeId)?.();
    this.#listening.delete(nodeId);
    clearTimeout(this.#again.get(nodeId));
    this.#again.delete(nodeId);
    this.#client.cut(nodeId);
  }
}
