/** The partners' thread: owns the node's keys, its log, and every socket to a partner. */
import { parentPort, workerData } from 'node:worker_threads';
import { MerivahtError } from '../contract/errors.ts';
import type { PinnedPartner } from '../exchange/partner-peer.ts';
import { cardOf } from '../federation/card-check.ts';
import { FederationNode } from '../federation/federation-node.ts';
import { assert } from '../lib/assert.ts';
import { SqliteFederationKeeping } from '../storage/federation-store.ts';
import { nodeCrypto } from '../storage/node-crypto.ts';
import { openIdentity } from '../storage/node-identity.ts';
import { PartnersLoop } from './partners-loop.ts';
import type { FromPartners, PartnersMethods, PartnersThreadData, ToPartners } from './partners-messages.ts';

assert(parentPort !== null, "the partners' thread runs as a worker");
const port = parentPort;
const send = (message: FromPartners): void => port.postMessage(message);

interface Opened {
  readonly methods: PartnersMethods;
}

async function open(data: PartnersThreadData): Promise<Opened> {
  const identity = await openIdentity(data.folder);
  const keeping = SqliteFederationKeeping.open(data.folder);
  const federation = new FederationNode({
    ownCard: identity.card,
    crypto: nodeCrypto,
    signers: identity.signers,
    padKey: identity.padKey,
    cursorKey: identity.cursorKey,
    keeping,
  });
  let toldRevision = -1;
  const toldQuestions = new Set<string>();
  const tell = (): void => {
    if (federation.revision !== toldRevision) {
      toldRevision = federation.revision;
      send({ type: 'revision', revision: toldRevision });
    }
    const asked = federation.askedOfUs().filter((q) => !toldQuestions.has(q.questionId));
    for (const { questionId } of asked) toldQuestions.add(questionId);
    if (asked.length > 0) send({ type: 'asked', asked });
  };
  const pinned = (): PinnedPartner[] => {
    const newest = new Map<string, PinnedPartner>();
    for (const { nodeId, jws } of keeping.cards()) {
      const { endpoint, keys } = cardOf(jws);
      newest.set(nodeId, { nodeId, endpoint, authorityPem: keys.tlsAuthority });
    }
    newest.delete(federation.nodeId);
    return [...newest.values()];
  };
  let isTroubled = false;
  const loop =
    data.port === undefined
      ? undefined
      : await PartnersLoop.open({
          federation,
          tls: identity.tls,
          host: data.host,
          port: data.port,
          pinned,
          failed: (error) => {
            isTroubled = true;
            send({ type: 'trouble', message: error.message });
          },
          ticked: () => {
            if (isTroubled) send({ type: 'trouble' });
            isTroubled = false;
            tell();
          },
        });
  /** What changed is told, and who was cut is cut, before the answer. */
  const after = <T>(value: T): T => {
    loop?.refresh();
    tell();
    return value;
  };
  const methods: PartnersMethods = {
    opened: () => ({ nodeId: federation.nodeId, port: loop?.port ?? 0, card: identity.card }),
    recordChanges: (theatreId, changes) => {
      for (const { seq, alerts, acts } of changes) federation.recordChanges(theatreId, seq, alerts, acts, Date.now());
    },
    forgetTheatre: (theatreId) => keeping.change({ recordedThrough: { theatreId, seq: 0 } }),
    act: (act) => after(federation.act(act, Date.now())),
    preview: (to, subject, fields) => federation.preview(to, subject, fields, Date.now()),
    damageReport: (partner) => federation.damageReport(partner, Date.now()),
    labelOf: (theatreId, alertId) => federation.labelOf(theatreId, alertId, Date.now()),
    state: () => federation.state(Date.now()),
    meet: (theatreId, vessels) => after(federation.meet(theatreId, vessels, Date.now())),
    answer: (questionId, found) => after(federation.answer(questionId, found, Date.now())),
    figures: () => ({ refusals: loop?.refusals ?? {} }),
    close: () => {
      // What waits has its leaf before the thread ends.
      federation.publish(Date.now());
      void loop?.close().then(() => keeping.close());
    },
  };
  return { methods };
}

const opening = open(workerData as PartnersThreadData);
// Each question is answered with why; nobody else asks.
opening.catch(() => undefined);

port.on('message', ({ id, method, args }: ToPartners) => {
  opening
    .then(({ methods }) => (methods[method] as (...args: readonly unknown[]) => unknown)(...args))
    .then(
      (value) => send({ type: 'answer', id, value }),
      (error: unknown) => {
        const code = error instanceof MerivahtError ? error.code : 'MV-INTERNAL';
        send({ type: 'failure', id, code, message: error instanceof Error ? error.message : String(error) });
      },
    );
});
