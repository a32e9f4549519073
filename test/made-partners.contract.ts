/** For tests of the console: a desk of partners in memory, which does what officers ask and remembers it. */
import type { SignedAgreement } from '../src/contract/agreement.ts';
import { alert as alertShape } from '../src/contract/alert.ts';
import { canonicalJson } from '../src/contract/canonical-json.ts';
import { MerivahtError } from '../src/contract/errors.ts';
import { OWN_NODE_ONLY } from '../src/contract/label.ts';
import { nodeCard, type SignedCard } from '../src/contract/node-card.ts';
import { type PartnerActDone, type PartnerActRequest, TWO_PERSON } from '../src/contract/partner-act.ts';
import {
  type AlertLabel,
  type CaseView,
  type DamageReport,
  type PartnersState,
  type PartnerView,
  partnersState,
  type ReleasePreview,
} from '../src/contract/partner-views.ts';
import type { Subject } from '../src/contract/record.ts';
import type { Officer } from '../src/contract/views.ts';
import type { PartnersDesk } from '../src/http/partners-desk.ts';
import {
  cardHash,
  type Json,
  key,
  label,
  leaveOut,
  madeState,
  OWN_CARD,
  partner,
  sha256,
} from './made-partners-state.contract.ts';
import { MemoryNode } from './memory-node.contract.ts';

export const PASSPHRASES: Readonly<Record<string, string>> = { 'mari-tamm': 'kolm karu', 'jaan-kask': 'neli tuult' };

export class MadePartners implements PartnersDesk {
  revision = 1;
  /** What was asked, in order: what a test looks at. */
  readonly asked: PartnerActRequest[] = [];
  readonly #node: MemoryNode;
  readonly #officers: readonly Officer[];
  readonly #done = new Map<string, PartnerActDone>();
  readonly #recipients = new Map<string, AlertLabel['recipients']>();
  #state: PartnersState;

  constructor(node: MemoryNode, officers: readonly Officer[]) {
    this.#node = node;
    this.#officers = officers;
    this.#state = partnersState.parse(madeState(this.#alertOf('gulf-of-finland'), this.#alertOf('taiwan-strait')));
  }

  #alertOf(theatreId: string): Json {
    return this.#node.theatre(theatreId)!.scan.document.alerts[0] as unknown as Json;
  }

  async card(): Promise<SignedCard> {
    return OWN_CARD;
  }

  async state(): Promise<PartnersState> {
    return { ...this.#state, revision: this.revision };
  }

  #partner(nodeId: string): PartnerView {
    const found = this.#state.partners.find((each) => each.nodeId === nodeId);
    if (found === undefined) throw new MerivahtError('MV-PARTNER-UNKNOWN', `no partner ${nodeId}`);
    return found;
  }

  #change(nodeId: string, patch: Partial<PartnerView>): void {
    this.#partner(nodeId);
    const partners = this.#state.partners.map((each) => (each.nodeId === nodeId ? { ...each, ...patch } : each));
    const isCut = patch.state === 'suspended' || patch.state === 'revoked';
    const inbound = this.#state.inbound.map((item) =>
      item.from === nodeId && patch.state !== undefined ? { ...item, quarantined: isCut } : item,
    );
    this.#set({ partners, inbound });
  }

  #set(patch: Partial<PartnersState>): void {
    this.#state = { ...this.#state, ...patch };
    this.revision++;
  }

  #checkPersons({ officer, passphrase, second, body }: PartnerActRequest): void {
    const known = (id: string): void => {
      const found = this.#officers.find((each) => each.officerId === id);
      if (found === undefined) throw new MerivahtError('MV-OFFICER-UNKNOWN', `no officer ${id}`);
      if (found.observer) throw new MerivahtError('MV-OFFICER-OBSERVES', `${found.name} observes`);
    };
    known(officer);
    const isNarrowing = body.kind === 'set-rule' && !body.rule.inForce;
    if (!(TWO_PERSON as readonly string[]).includes(body.kind) || isNarrowing) return;
    if (second === undefined || second.officer === officer) throw new MerivahtError('MV-TWO-OFFICERS', body.kind);
    known(second.officer);
    if (passphrase !== PASSPHRASES[officer]) throw new MerivahtError('MV-PASSPHRASE', officer);
    if (second.passphrase !== PASSPHRASES[second.officer]) throw new MerivahtError('MV-PASSPHRASE', second.officer);
  }

  async act(request: PartnerActRequest): Promise<PartnerActDone> {
    const before = this.#done.get(request.actId);
    if (before !== undefined) return before;
    this.#checkPersons(request);
    const done = { actId: request.actId, ...(await this.#do(request)) };
    this.asked.push(request);
    this.#done.set(request.actId, done);
    return done;
  }

  async #do({ actId, body }: PartnerActRequest): Promise<Omit<PartnerActDone, 'actId'>> {
    const now = new Date().toISOString();
    switch (body.kind) {
      case 'add-card': {
        const card = nodeCard.parse(
          JSON.parse(Buffer.from(body.card.jws.split('.')[1]!, 'base64url').toString('utf8')),
        );
        const added = partner(card.nodeId, card.name, {
          state: 'proposed',
          because: 'card added',
          since: now,
          agreement: undefined,
          cardHash: cardHash(body.card),
        });
        this.#set({ partners: [...this.#state.partners.filter((p) => p.nodeId !== card.nodeId), added] });
        return {};
      }
      case 'agree': {
        if (body.words !== this.#partner(body.partner).words) throw new MerivahtError('MV-WORDS-DIFFER', body.words);
        const approval = { officerId: 'a', officerName: 'A', publicKey: key('a'), signature: 's'.repeat(86) };
        const agreement: SignedAgreement = {
          schema: 'merivaht.signed-agreement/1',
          agreement: body.agreement,
          signatures: [{ nodeId: 'EE', jws: OWN_CARD.jws, approvals: [approval, approval] }],
        };
        return { agreement };
      }
      case 'take-agreement':
        this.#change(body.partner, { state: 'active', agreement: body.agreement.agreement, since: now });
        return {};
      case 'suspend':
        this.#change(body.partner, { state: 'suspended', because: body.because, since: now });
        return {};
      case 'resume':
        this.#change(body.partner, { state: 'active', because: body.because, since: now });
        return {};
      case 'revoke':
        this.#change(body.partner, { state: 'revoked', because: body.because, since: now });
        return {};
      case 'release': {
        const preview = await this.preview(body.to, body.subject, body.fields);
        if (!preview.allowed) throw new MerivahtError('MV-RELEASE-DENIED', preview.because);
        if (preview.previewHash !== body.previewHash) throw new MerivahtError('MV-PREVIEW-OLD', 'another version');
        if (body.subject.class === 'alert') {
          const others = (this.#recipients.get(body.subject.alertId) ?? []).filter((r) => r.nodeId !== body.to);
          const given = { nodeId: body.to, version: 1, fields: body.fields, fetched: false };
          this.#recipients.set(body.subject.alertId, [...others, given]);
        }
        this.#set({});
        return {};
      }
      case 'set-rule': {
        const { rules } = this.#partner(body.rule.to);
        const kept = rules.filter((rule) => rule.ruleId !== body.rule.ruleId);
        this.#change(body.rule.to, { rules: [...kept, body.rule] });
        return {};
      }
      case 'recall':
        this.#set({
          recalls: [
            ...this.#state.recalls,
            {
              recallId: actId,
              from: 'EE',
              to: body.to,
              subject: body.subject,
              because: body.because,
              answered: 'waiting',
            },
          ],
        });
        return { made: actId };
      case 'answer-recall':
        this.#set({
          recalls: this.#state.recalls.map((each) =>
            each.recallId === body.recallId ? { ...each, answered: body.done } : each,
          ),
        });
        return {};
      case 'set-watch-list':
        this.#set({
          lists: [
            ...this.#state.lists.filter((each) => each.list.listId !== body.list.listId),
            { from: 'EE', list: body.list, adopted: true, adoptedVersion: body.list.version },
          ],
        });
        return {};
      case 'adopt-list':
        this.#set({
          lists: this.#state.lists.map(({ adoptedVersion: _, ...each }) =>
            each.list.listId === body.listId
              ? { ...each, adopted: body.adopted, ...(body.adopted ? { adoptedVersion: each.list.version } : {}) }
              : each,
          ),
        });
        return {};
      case 'open-case': {
        const { kind: _, ...opened } = body;
        const caseId = `EE:${sha256(actId).slice(0, 16)}`;
        const view: CaseView = {
          ...opened,
          caseId,
          epoch: 0,
          left: [],
          openedAt: now,
          contributions: [],
          proposals: [],
        };
        this.#set({ cases: [...this.#state.cases, view] });
        return { made: caseId };
      }
      case 'contribute': {
        const { kind: _, ...added } = body;
        this.#changeCase(body.caseId, (view) => ({
          contributions: [...view.contributions, { ...added, epoch: view.epoch, by: 'EE', at: now }],
        }));
        return {};
      }
      case 'propose': {
        const { kind: _, ...put } = body;
        const proposalId = sha256(actId);
        this.#changeCase(body.caseId, (view) => ({
          proposals: [
            ...view.proposals,
            {
              ...put,
              proposalId,
              epoch: view.epoch,
              by: 'EE',
              outcome: 'open',
              because: 'nobody has voted',
              votes: [],
            },
          ],
        }));
        return { made: proposalId };
      }
      case 'vote': {
        const { kind: _, ...said } = body;
        this.#changeCase(body.caseId, (view) => ({
          proposals: view.proposals.map((each) => {
            if (each.proposalId !== body.proposalId) return each;
            const votes = [...each.votes, { ...said, seen: [], by: 'EE', at: now, counts: true, because: 'counts' }];
            const concur = votes.filter((vote) => vote.counts && vote.choice === 'concur').length;
            const passed = each.rule.kind === 'k-of-n' && concur >= each.rule.k;
            return { ...each, votes, ...(passed ? { outcome: 'passed', because: `${concur} concur` } : {}) };
          }),
        }));
        return {};
      }
      case 'split-case':
        this.#changeCase(body.caseId, (view) => ({
          epoch: view.epoch + 1,
          left: [...view.left, ...view.members.filter((each) => !body.members.includes(each))],
          members: body.members,
        }));
        return {};
      case 'ask':
        this.#set({
          questions: [
            ...this.#state.questions,
            {
              questionId: actId,
              from: 'EE',
              to: body.to,
              askedAt: now,
              purpose: body.purpose,
              ring: body.ring,
              fromTime: body.from,
              untilTime: body.until,
              answered: 'waiting',
              because: '',
              ships: [],
              truncated: false,
            },
          ],
        });
        return { made: actId };
    }
  }

  #changeCase(caseId: string, patch: (view: CaseView) => Partial<CaseView>): void {
    this.#set({
      cases: this.#state.cases.map((each) => (each.caseId === caseId ? { ...each, ...patch(each) } : each)),
    });
  }

  async preview(to: string, subject: Subject, fields: 'all' | readonly string[]): Promise<ReleasePreview> {
    const { state, agreement } = this.#partner(to);
    const given = label({ releasableTo: [to] });
    const whole = this.#documentOf(subject);
    const withheld = fields === 'all' ? [] : Object.keys(whole).filter((field) => !fields.includes(field));
    const document = leaveOut(whole, withheld);
    const allows = agreement?.sides.find((side) => side.nodeId === 'EE')?.classes.includes(subject.class) === true;
    const because =
      state !== 'active' ? `the relation with ${to} is ${state}` : allows ? 'allowed' : 'class not agreed';
    return {
      to,
      subject,
      allowed: because === 'allowed',
      because,
      label: given,
      document,
      withheld,
      previewHash: sha256(canonicalJson({ document, label: given })),
    };
  }

  #documentOf(subject: Subject): Json {
    if (subject.class === 'alert') {
      const alerts = this.#node.theatre(subject.theatreId)?.scan.document.alerts ?? [];
      const found = alerts.find((each) => each.id === subject.alertId);
      if (found !== undefined) return alertShape.parse(found) as unknown as Json;
    }
    if (subject.class === 'watch-list') {
      const found = this.#state.lists.find((each) => each.list.listId === subject.listId);
      if (found !== undefined) return found.list as unknown as Json;
    }
    throw new MerivahtError('MV-NOT-FOUND', JSON.stringify(subject));
  }

  async damageReport(nodeId: string): Promise<DamageReport> {
    this.#partner(nodeId);
    return {
      schema: 'merivaht.damage-report/1',
      partner: nodeId,
      madeAt: new Date().toISOString(),
      items: [
        {
          subject: { class: 'alert', theatreId: 'gulf-of-finland', alertId: '290000001-drag-20241225T1011Z' },
          versions: 4,
          class: 'alert',
          tlp: 'amber',
          fields: ['vessel', 'sentence', 'position'],
          firstAt: '2024-12-25T10:31:00.000Z',
          lastAt: '2024-12-25T10:44:00.000Z',
          fetched: true,
          recalled: 'asked',
        },
        {
          subject: { class: 'watch-list', listId: 'ee-list' },
          versions: 1,
          class: 'watch-list',
          tlp: 'green',
          fields: ['title', 'entries'],
          firstAt: '2024-12-20T10:00:00.000Z',
          lastAt: '2024-12-20T10:00:00.000Z',
          fetched: false,
          recalled: 'no',
        },
      ],
      otherRecords: { question: 2, 'case-vote': 1 },
    };
  }

  async labelOf(theatreId: string, alertId: string): Promise<AlertLabel> {
    const recipients = this.#recipients.get(alertId) ?? [];
    const releasableTo = recipients.map((each) => each.nodeId).sort();
    const given = releasableTo.length === 0 ? OWN_NODE_ONLY : label({ releasableTo });
    return { theatreId, alertId, label: given, recipients };
  }
}

/** A node with two officers who act, and, unless it is to have no identity, with partners. */
export class NodeWithPartners extends MemoryNode {
  partners?: MadePartners;

  override async officers(): Promise<Officer[]> {
    const [mari, guest] = await super.officers();
    return [mari!, { ...mari!, officerId: 'jaan-kask', name: 'Jaan Kask' }, guest!];
  }

  async giveIdentity(): Promise<void> {
    this.partners = new MadePartners(this, await this.officers());
  }
}
