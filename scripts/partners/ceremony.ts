/** Two nodes become partners, as their officers would do it by command: cards, twelve words, two signatures on each side. */
import type { DemoNode } from './demo-node.ts';

/** Cards there and back; the words that both see. Throws where they differ. */
export async function exchangeCards(a: DemoNode, b: DemoNode): Promise<string> {
  await Promise.all([
    a.command('partner', 'add', b.cardFile, ...a.persons(false)),
    b.command('partner', 'add', a.cardFile, ...b.persons(false)),
  ]);
  const [of, at] = [(await a.partner(b.nodeId)).words, (await b.partner(a.nodeId)).words];
  if (of !== at) throw new Error(`${a.nodeId} sees "${of}", ${b.nodeId} sees "${at}"`);
  return of;
}

/** `a` draws up and signs, `b` signs and hands back, `a` takes it in. What `a` thought of `b` when only `a` had signed. */
export async function signAgreement(a: DemoNode, b: DemoNode): Promise<string> {
  const { words } = await a.partner(b.nodeId);
  const there = a.agreementFile(b.nodeId);
  const back = b.agreementFile(a.nodeId);
  await a.command('partner', 'confirm', b.nodeId, '--words', words, '--out', there, ...a.persons(true));
  const { state } = await a.partner(b.nodeId);
  await b.command(
    'partner',
    'confirm',
    a.nodeId,
    '--words',
    words,
    '--agreement',
    there,
    '--out',
    back,
    ...b.persons(true),
  );
  await a.command('partner', 'confirm', b.nodeId, '--agreement', back, ...a.persons(false));
  return state;
}
