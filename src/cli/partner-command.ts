/** `merivaht partner`: this node's card, who its partners are, and what makes, cuts and ends a relation. */
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Agreement, type SignedAgreement, signedAgreement } from '../contract/agreement.ts';
import { parseDocument } from '../contract/document.ts';
import { MerivahtError } from '../contract/errors.ts';
import { signedCard } from '../contract/node-card.ts';
import type { PartnerView } from '../contract/partner-views.ts';
import { draftAgreement } from '../federation/agreement-draft.ts';
import { cardOf } from '../federation/card-check.ts';
import { hasIdentity, makeIdentity, rotateIdentity } from '../storage/node-identity.ts';
import { askHidden } from './ask-passphrase.ts';
import type { Command, Terminal } from './command.ts';
import { hashOf, readDocument } from './data-folder.ts';
import { type PartnerAccess, type Persons, partnerAccess } from './partner-access.ts';

const HELP = `merivaht partner card                : this node's card, to be handed to a partner; the first time it makes the keys
merivaht partner add CARD            : takes in a partner's card and says the twelve words to compare
merivaht partner confirm NODE        : signs an agreement, or takes in the one that the partner has signed
merivaht partner suspend NODE        : cuts everything with a partner, at once; one officer is enough
merivaht partner resume NODE         : takes a suspension back; two officers
merivaht partner revoke NODE         : makes it permanent; two officers
merivaht partner damage NODE         : what the partner holds of ours
merivaht partner list                : who they are and how it stands

  --data DIR               the data folder (default merivaht-data); the node may be running on it
  --officer ID             who acts; --second ID the other person where it takes two
  --passphrase-file FILE   of --officer; --second-passphrase-file FILE of --second; else asked for on the terminal
  --because TEXT           of suspend, resume and revoke
  --out FILE               of card and confirm: where it is written (default standard output)

  of card, the first time:
  --node ID --name NAME    as in EE and Estonia; ID is the state's two letters, and -name where it has several nodes
  --endpoint https://H:P   where partners reach this node
  --root-key FILE          where the root key is written, locked with a passphrase: keep it offline, not on this machine
  --root-passphrase-file FILE

  of card, later: with --root-key FILE it makes the next card (after a restore, before the card runs out, for another --endpoint)

  of confirm:
  --words "..."            the twelve words, as both read them to each other
  --terms FILE             what this node proposes (see docs/guides/partners.md); without it the usual terms
  --agreement FILE         what the partner has signed, instead of --terms

Exit status: 0 done, 2 refused.
`;

export const partnerCommand: Command = {
  name: 'partner',
  summary: 'peers with other nodes, and cuts them off',
  help: HELP,
  run: async (args, terminal) => {
    const { values, positionals } = parsed(args);
    const [what, name, ...rest] = positionals;
    if (rest.length > 0) throw wrong(`unexpected: ${rest.join(' ')}`);
    if (what === 'card') return card(values, terminal);
    if (!hasIdentity(values.data)) throw new MerivahtError('MV-NO-IDENTITY', `${values.data} has no card`);
    const access = await partnerAccess(values.data);
    try {
      return await run(access, what, name, values, terminal);
    } finally {
      await access.close();
    }
  },
};

type Values = ReturnType<typeof parsed>['values'];
const wrong = (message: string): MerivahtError => new MerivahtError('MV-ARGUMENTS', message);

async function run(
  access: PartnerAccess,
  what: string | undefined,
  name: string | undefined,
  values: Values,
  terminal: Terminal,
): Promise<number> {
  if (what === 'list') return list(access, terminal);
  if (name === undefined) throw wrong(`partner ${what ?? ''} needs a name: see --help`);
  switch (what) {
    case 'add':
      return add(access, name, values, terminal);
    case 'confirm':
      return confirm(access, name, values, terminal);
    case 'suspend':
    case 'resume':
    case 'revoke': {
      const because = values.because ?? wrongIfAbsent('--because');
      const persons = await personsOf(values, what !== 'suspend', terminal);
      await access.act(persons, { kind: what, partner: name, because });
      const { state } = await partnerOf(access, name);
      terminal.out.write(`${name}: ${state}\n`);
      return 0;
    }
    case 'damage':
      terminal.out.write(`${JSON.stringify(await access.damageReport(name), null, 2)}\n`);
      return 0;
    default:
      throw wrong(`partner takes card, add, confirm, suspend, resume, revoke, damage or list, not ${what}`);
  }
}

async function card(values: Values, terminal: Terminal): Promise<number> {
  const isNext = hasIdentity(values.data) && values['root-key'] !== undefined;
  if (!hasIdentity(values.data)) {
    const node = values.node ?? wrongIfAbsent('--node');
    const endpoint = values.endpoint ?? wrongIfAbsent('--endpoint');
    const rootKeyFile = values['root-key'] ?? wrongIfAbsent('--root-key');
    const passphrase = await passphraseOf(values['root-passphrase-file'], 'Passphrase of the root key: ', terminal);
    await makeIdentity({
      folder: values.data,
      nodeId: node,
      name: values.name ?? node,
      endpoint,
      rootKeyFile,
      rootPassphrase: passphrase,
      nowMs: Date.now(),
    });
    terminal.err.write(
      `The root key is in ${rootKeyFile}. Take it off this machine: it is needed only for the next card.\n`,
    );
  }
  if (isNext) return nextCard(values, terminal);
  const access = await partnerAccess(values.data);
  try {
    give(await access.card(), values.out, terminal);
  } finally {
    await access.close();
  }
  return 0;
}

/** After a restore, before the card runs out, or for another address: the same keys, a card that cites the one before. */
async function nextCard(values: Values, terminal: Terminal): Promise<number> {
  const rootPassphrase = await passphraseOf(values['root-passphrase-file'], 'Passphrase of the root key: ', terminal);
  const jws = await rotateIdentity({
    folder: values.data,
    keys: 'kept',
    rootKeyFile: values['root-key']!,
    rootPassphrase,
    nowMs: Date.now(),
    ...(values.name === undefined ? {} : { name: values.name }),
    ...(values.endpoint === undefined ? {} : { endpoint: values.endpoint }),
  });
  give({ schema: 'merivaht.signed-card/1', jws }, values.out, terminal);
  terminal.err.write('This is the next card: hand it to every partner, and start the watch again if it is running.\n');
  return 0;
}

async function add(access: PartnerAccess, path: string, values: Values, terminal: Terminal): Promise<number> {
  const signed = parseDocument(signedCard, 'merivaht.signed-card/1', readDocument(path), path);
  const { nodeId } = cardOf(signed.jws);
  const before = (await access.state()).partners.find((p) => p.nodeId === nodeId);
  await access.act(await personsOf(values, false, terminal), { kind: 'add-card', card: signed });
  const { words, name, state } = await partnerOf(access, nodeId);
  if (before !== undefined && state !== 'proposed') {
    // Only a card that the same root key signed, and that cites the one before it, was taken in.
    terminal.out.write(`${nodeId}: ${name}, the next card of the same root key; ${state} as before.\n`);
    return 0;
  }
  terminal.out.write(
    [
      `${nodeId}: ${name}. Compare these twelve words with them, by telephone or face to face:`,
      '',
      `  ${words}`,
      '',
      `Then two officers confirm: merivaht partner confirm ${nodeId} --words "..."`,
      '',
    ].join('\n'),
  );
  return 0;
}

/** Draws up and signs; or signs what the partner has signed; or takes back what both have. */
async function confirm(access: PartnerAccess, partner: string, values: Values, terminal: Terminal): Promise<number> {
  const { partners, self } = await access.state();
  if (!partners.some((p) => p.nodeId === partner)) throw new MerivahtError('MV-PARTNER-UNKNOWN', partner);
  const given = values.agreement === undefined ? undefined : readAgreement(values.agreement);
  const isOurs = given?.signatures.some((s) => s.nodeId === self?.nodeId) === true;
  const done = isOurs
    ? await access.act(await personsOf(values, false, terminal), { kind: 'take-agreement', partner, agreement: given! })
    : await access.act(await personsOf(values, true, terminal), {
        kind: 'agree',
        partner,
        words: values.words ?? wrongIfAbsent('--words'),
        agreement: given?.agreement ?? (await proposal(access, partner, values)),
        ...(given === undefined ? {} : { signed: given }),
      });
  if (done.agreement !== undefined && values.out !== undefined) give(done.agreement, values.out, terminal);
  const { state } = await partnerOf(access, partner);
  terminal.out.write(
    given === undefined
      ? `${partner}: signed by this side. Hand the file to ${partner}, who confirms it with --agreement and hands it back.\n`
      : `${partner}: ${state}${isOurs ? '' : `. Hand the file back to ${partner}, who takes it in with --agreement.`}\n`,
  );
  return 0;
}

const readAgreement = (path: string): SignedAgreement =>
  parseDocument(signedAgreement, 'merivaht.signed-agreement/1', readDocument(path), path);

async function proposal(access: PartnerAccess, partner: string, values: Values): Promise<Agreement> {
  const own = cardOf((await access.card()).jws);
  const { cardHash } = await partnerOf(access, partner);
  const terms = values.terms === undefined ? {} : readDocument(values.terms);
  return draftAgreement({
    agreementId: randomUUID(),
    own: { nodeId: own.nodeId, cardHash: hashOf(own) },
    partner: { nodeId: partner, cardHash },
    terms,
    nowMs: Date.now(),
  });
}

async function list(access: PartnerAccess, terminal: Terminal): Promise<number> {
  const { self, partners } = await access.state();
  if (self !== undefined)
    terminal.out.write(`${self.nodeId} (this node)  ${self.name}  ${self.endpoint}  log of ${self.size}\n`);
  for (const p of partners)
    terminal.out.write(
      `${p.nodeId}  ${p.state} since ${p.since}${p.because === '' ? '' : ` (${p.because})`}  ${p.name}  ${p.endpoint}  ${p.taken} taken, ${p.released} released${behindOf(p)}${troubleOf(p)}\n`,
    );
  if (partners.length === 0) terminal.out.write('no partner yet: merivaht partner add CARD\n');
  return 0;
}

const troubleOf = ({ log: { trouble } }: PartnerView): string => (trouble === undefined ? '' : `; ${trouble}`);

/** Alerts and lists of which it is owed a newer version, once its lane has room. */
const behindOf = ({ lane }: PartnerView): string =>
  lane === undefined || lane.behind === 0 ? '' : `, ${lane.behind} behind, ${lane.waiting} waiting`;

async function partnerOf(access: PartnerAccess, nodeId: string): Promise<PartnerView> {
  const found = (await access.state()).partners.find((p) => p.nodeId === nodeId);
  if (found === undefined) throw new MerivahtError('MV-PARTNER-UNKNOWN', nodeId);
  return found;
}

async function personsOf(values: Values, isTwo: boolean, terminal: Terminal): Promise<Persons> {
  const officer = values.officer ?? wrongIfAbsent('--officer');
  if (!isTwo) return { officer };
  const second = values.second ?? wrongIfAbsent('--second');
  const passphrase = await passphraseOf(values['passphrase-file'], `Passphrase of ${officer}: `, terminal);
  const other = await passphraseOf(values['second-passphrase-file'], `Passphrase of ${second}: `, terminal);
  return { officer, passphrase, second: { officer: second, passphrase: other } };
}

async function passphraseOf(file: string | undefined, question: string, terminal: Terminal): Promise<string> {
  if (file !== undefined) return readFileSync(file, 'utf8').split(/\r?\n/, 1)[0]!;
  if (process.stdin.isTTY !== true)
    throw new MerivahtError('MV-PASSPHRASE', 'standard input is no terminal to ask on: give the passphrase in a file');
  return askHidden(question, process.stdin, terminal.err);
}

function give(value: unknown, path: string | undefined, terminal: Terminal): void {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (path === undefined) terminal.out.write(text);
  else writeFileSync(path, text, { mode: 0o600 });
}

function wrongIfAbsent(option: string): never {
  throw wrong(`${option} is missing`);
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        data: { type: 'string', default: 'merivaht-data' },
        officer: text,
        second: text,
        'passphrase-file': text,
        'second-passphrase-file': text,
        because: text,
        out: text,
        node: text,
        name: text,
        endpoint: text,
        'root-key': text,
        'root-passphrase-file': text,
        words: text,
        terms: text,
        agreement: text,
      },
    });
  } catch (cause) {
    throw wrong(cause instanceof Error ? cause.message : String(cause));
  }
}
