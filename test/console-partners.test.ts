/** Partners in a real browser: a made desk behind the real server. What an officer sees and does, in order. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { skip, until, untilTrue } from './console.contract.ts';
import {
  alertPanel,
  complaints,
  detail,
  EAGLE,
  last,
  nav,
  node,
  page,
  part,
  partners,
  partnersConsole,
  pick,
  told,
  twoOfficers,
} from './console-partners.contract.ts';
import { PASSPHRASES } from './made-partners.contract.ts';
import { madeCard, WORDS } from './made-partners-state.contract.ts';

partnersConsole();
after(() => assert.deepEqual(complaints, []));

describe('a node without an identity', () => {
  it('says on each page what to run, and keeps its alerts for itself', { skip }, async () => {
    await nav('Partners');
    await partners().getByText('merivaht partner card').waitFor();
    await nav('Cases');
    await page.getByRole('region', { name: 'Joint cases' }).getByText('merivaht partner card').waitFor();
    await page
      .getByRole('region', { name: 'Queue' })
      .getByRole('button', { name: new RegExp(EAGLE) })
      .first()
      .click();
    await alertPanel().getByText('Own node only').waitFor();
    assert.equal(await alertPanel().getByRole('button', { name: 'Release …' }).count(), 0);
  });
});

describe('a node with partners', () => {
  before(async () => {
    if (skip === false) await node.giveIdentity();
  });

  it('says without a sound that a known ship is here, and its card says from whom', { skip }, async () => {
    const notice = page.locator('.mv-known').filter({ hasText: EAGLE });
    await notice.getByText(`${EAGLE} is here: known from Finland.`).waitFor();
    await page.getByText('Sweden has shown two different histories and is cut off.').waitFor();
    await notice.getByRole('button', { name: 'Show the ship' }).click();
    const card = page.getByRole('article', { name: 'Vessel', exact: true });
    const known = card.getByRole('region', { name: 'Known from partners' });
    await known.getByText('Finland told us:').first().waitFor();
    assert.doesNotMatch(await known.innerText(), /Sweden/, 'what is quarantined is not used');
    await card.getByText('not read yet').waitFor();
    await page.getByRole('combobox', { name: /Search/ }).fill('EAGLE');
    await page.getByRole('option', { name: /known from Finland/ }).waitFor();
    await page.keyboard.press('Escape');
    for (const each of await page.locator('.mv-known').getByRole('button', { name: 'Close' }).all())
      await each.click({ timeout: 5000 }).catch(() => undefined);
  });

  it('cuts a partner off with two keys: X and Enter', { skip }, async () => {
    await page.getByRole('button', { name: 'Take the watch' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Mari Tamm' }).click();
    await nav('Partners');
    await pick('Japan');
    await detail('Japan').getByRole('button', { name: 'Suspend Japan (X)' }).waitFor();
    await page.keyboard.press('x');
    await page.keyboard.press('Enter');
    await told('Japan is suspended.');
    assert.deepEqual(last(), { kind: 'suspend', partner: 'JP', because: 'Suspended from the console.' });
    await detail('Japan').getByText('⛔ SUSPENDED').waitFor();
  });

  it('lists what a partner that is cut off holds', { skip }, async () => {
    await detail('Japan').getByRole('button', { name: 'Damage report' }).click();
    const report = page.getByRole('region', { name: 'What Japan holds of ours' });
    await report.getByRole('row', { name: /290000001-drag/ }).waitFor();
    await page.emulateMedia({ media: 'print' });
    const isPrinted = `getComputedStyle(document.querySelector('.mv-print')).display !== 'none'
      && document.querySelector('.mv-print').getClientRects().length > 0
      && [...document.querySelectorAll('.mv-header, .mv-queue, .mv-partner-head')].every((e) => e.getClientRects().length === 0)`;
    await untilTrue(page, isPrinted);
    await page.emulateMedia({ media: 'screen' });
    await report.getByRole('button', { name: 'Close' }).click();
  });

  it('resumes only with two officers and both passphrases', { skip }, async () => {
    await detail('Japan').getByRole('button', { name: 'Resume' }).click();
    const form = detail('Japan').getByRole('form', { name: 'Resume with Japan' });
    const send = form.getByRole('button', { name: 'Resume' });
    await form.getByRole('textbox', { name: 'Reason' }).fill('A mistake of ours.');
    assert.equal(await send.isDisabled(), true, 'one person is not enough');
    await twoOfficers(form, 'wrong');
    await send.click();
    await told('Not done: a passphrase is wrong.');
    assert.equal(await form.getByLabel('Passphrase of the first').inputValue(), '', 'passphrases are forgotten');
    await twoOfficers(form);
    await send.click();
    await told('The relation with Japan is resumed.');
    await detail('Japan').getByText('● active').waitFor();
  });

  it('ends a relation for good with two officers', { skip }, async () => {
    await pick('Sweden');
    const sweden = detail('Sweden');
    await sweden.getByText('two signed checkpoints of size 4800 differ').waitFor();
    await sweden.getByText('This partner has shown two different histories of its log.').waitFor();
    await sweden.getByRole('button', { name: 'Revoke' }).click();
    const form = sweden.getByRole('form');
    await form.getByRole('textbox', { name: 'Reason' }).fill('It lied.');
    await twoOfficers(form);
    await form.getByRole('button', { name: 'Revoke' }).click();
    await told('The relation with Sweden has ended.');
  });

  it('shows what is known of a partner, and sets and takes back its rules', { skip }, async () => {
    await pick('Finland');
    const finland = detail('Finland');
    const known = await finland.getByRole('region', { name: 'What is known' }).innerText();
    assert.match(known, /480048 entries/);
    assert.match(known, /12 alerts: 5 confirmed, 2 withdrawn, 1 closed as false/);
    assert.match(known, /4 × record not signed by its node\s+1 × forged proof/);
    const rules = finland.getByRole('region', { name: 'What goes by itself' });
    await rules.getByRole('button', { name: 'Take back' }).click();
    await rules.getByRole('button', { name: 'Yes' }).click();
    await told('The rule is taken back.');
    await rules.getByText('No rule: nothing goes by itself.').waitFor();
    await rules.getByRole('button', { name: 'Set a rule' }).click();
    const form = rules.getByRole('form', { name: 'Set a rule' });
    await form.getByRole('textbox', { name: 'Which vessels' }).fill('290000001');
    await form.getByRole('radio', { name: 'Only these fields' }).check();
    await form.getByRole('checkbox', { name: 'Vessel', exact: true }).check();
    await form.getByRole('checkbox', { name: 'Sentence' }).check();
    await twoOfficers(form);
    await form.getByRole('button', { name: 'Set the rule' }).click();
    await told('The rule is in force.');
    const body = last();
    assert.ok(body.kind === 'set-rule');
    assert.deepEqual(body.rule.fields, ['vessel', 'sentence']);
    assert.deepEqual(body.rule.vessels, [290000001]);
    await rules.getByText('Only MMSI 290000001').waitFor();
  });

  it('takes a card in, shows the twelve words, and agrees once they are the same', { skip }, async () => {
    await page.getByRole('button', { name: 'Add a card' }).click();
    const add = page.getByRole('region', { name: 'Add a card' });
    await add.getByRole('textbox', { name: 'Card' }).fill('hello');
    await add.getByText('This is no card: it cannot be read.').waitFor();
    await add.getByRole('textbox', { name: 'Card' }).fill(JSON.stringify(madeCard('LV', 'Riga')));
    await add.getByText('https://lv.example:9443').waitFor();
    await add.getByRole('button', { name: 'Add', exact: true }).click();
    await told(/The card of Latvia is added/);
    const latvia = detail('Latvia');
    const words = latvia.getByRole('region', { name: 'Twelve words' });
    assert.deepEqual(await words.getByRole('listitem').allInnerTexts(), WORDS.LV!.split(' '));
    await latvia.getByRole('button', { name: 'Agree' }).click();
    const form = latvia.getByRole('form', { name: 'Draw it up here' });
    await twoOfficers(form);
    assert.equal(await form.getByRole('button', { name: 'Sign' }).isDisabled(), true, 'no words, no agreement');
    await latvia.getByRole('textbox', { name: /The words as the partner reads them/ }).fill(WORDS.LV!);
    await latvia.getByText('12 of 12 words are the same.').waitFor();
    await form.getByRole('button', { name: 'Sign' }).click();
    await told('Signed for this node.');
    const link = latvia.getByRole('link', { name: 'Agreement as a file' });
    assert.match((await link.getAttribute('download')) ?? '', /\.agreement\.json$/);
    const body = last();
    assert.ok(body.kind === 'agree');
    assert.deepEqual(
      body.agreement.sides.map((side) => side.nodeId),
      ['EE', 'LV'],
    );
  });

  it('shows what partners released as theirs, quarantine apart, and none of it in the queue', { skip }, async () => {
    await part('Received');
    const received = page.getByRole('region', { name: 'Received', exact: true });
    const first = received.getByRole('listitem').filter({ hasText: 'From Finland' }).last();
    assert.match(await first.innerText(), /Withheld: Text for VHF, Speaks against it, Speed and track/);
    assert.match(await first.innerText(), /Record of Finland: 12 alerts/);
    const apart = page.getByRole('region', { name: 'Quarantine' });
    assert.equal(await apart.getByRole('heading', { level: 4 }).count(), 1);
    assert.match(await apart.innerText(), /From Sweden/);
    const queue = await page.getByRole('region', { name: 'Queue', exact: true }).innerText();
    assert.doesNotMatch(queue, /HONG TAI/, 'the alert of Japan is not in our queue');
    const recalls = page.getByRole('region', { name: 'Recalls' });
    await recalls.getByRole('button', { name: 'Keep it' }).click();
    await recalls.getByRole('button', { name: 'Yes' }).click();
    await told('Kept, and the partner is told.');
  });

  it('adopts a list by a person, and the ship’s card says so', { skip }, async () => {
    await part('Lists');
    const theirs = page.getByRole('region', { name: 'Partners’ lists' });
    await theirs.getByRole('button', { name: 'Adopt' }).click();
    await theirs.getByRole('button', { name: 'Yes' }).click();
    await told('Ships that dragged anchors is adopted.');
    await theirs.getByText('Entries', { exact: true }).click();
    await theirs.getByRole('button', { name: '290000001' }).click();
    const card = page.getByRole('article', { name: 'Vessel', exact: true });
    await card.getByText('On “Ships that dragged anchors” of Japan, version 2:').waitFor();
    await nav('Partners');
    await part('Lists');
    const own = page.getByRole('region', { name: 'Own lists' });
    await own.getByRole('button', { name: 'Write a list' }).click();
    await own.getByRole('textbox', { name: 'Title' }).fill('Our list');
    await own.getByRole('textbox', { name: 'Ships' }).fill('IMO 9329760, EAGLE S: anchor missing');
    await own.getByRole('button', { name: 'Save' }).click();
    await told('Our list is kept.');
  });

  it('says why the gate does not let something go, and cannot be made to', { skip }, async () => {
    const own = page.getByRole('region', { name: 'Own lists' });
    await own.getByRole('button', { name: 'Release …' }).click();
    const form = own.getByRole('form', { name: 'Release Our list' });
    await form.getByRole('alert').getByText('The release gate does not allow it.').waitFor();
    await form.getByRole('alert').getByText('class not agreed').waitFor();
    await twoOfficers(form);
    assert.equal(await form.getByRole('button', { name: 'Release to Finland' }).isDisabled(), true);
    await form.getByRole('combobox', { name: 'Partner', exact: true }).selectOption('JP');
    await form.getByText('The release gate allows it.').waitFor();
    await form.getByRole('button', { name: 'Cancel' }).click();
  });

  it('asks a partner about what the map shows', { skip }, async () => {
    await part('Questions');
    await page.getByRole('button', { name: 'Ask a partner' }).click();
    const form = page.getByRole('form', { name: 'Ask a partner' });
    await form.getByRole('button', { name: 'Take what the map shows' }).click();
    await form.getByText('4 corners').waitFor();
    await form.getByRole('button', { name: 'Ask', exact: true }).click();
    await told('The question to Finland is sent.');
    const body = last();
    assert.ok(body.kind === 'ask' && body.ring.length === 4);
    await page.getByRole('region', { name: 'Questions and answers' }).getByText('not answered yet').waitFor();
  });

  it('shows exactly what a partner will see before an alert is released', { skip }, async () => {
    await page
      .getByRole('region', { name: 'Queue' })
      .getByRole('button', { name: new RegExp(EAGLE) })
      .first()
      .click();
    await alertPanel().getByText('Given to nobody.').waitFor();
    await alertPanel().getByRole('button', { name: 'Release …' }).click();
    const dialog = page.getByRole('dialog', { name: `Release ${EAGLE}` });
    await dialog.getByRole('combobox', { name: 'Partner', exact: true }).selectOption('JP');
    await dialog.getByRole('radio', { name: 'Only these fields' }).check();
    await dialog.getByRole('checkbox', { name: 'Vessel', exact: true }).check();
    await dialog.getByRole('checkbox', { name: 'Sentence' }).check();
    const preview = dialog.getByRole('region', { name: 'What Japan will see' }).first();
    await until('two rows', async () => (await preview.getByRole('row').count()) === 2);
    assert.match(await preview.innerText(), /Withheld: Schema, .*Position/);
    await preview.getByText('REL JP').waitFor();
    await twoOfficers(dialog);
    await dialog.getByRole('button', { name: 'Release to Japan' }).click();
    await told(`${EAGLE} was released to Japan.`);
    const body = last();
    assert.ok(body.kind === 'release');
    assert.deepEqual(body.fields, ['vessel', 'sentence']);
    const label = alertPanel().getByRole('region', { name: 'Who may see it' });
    await label.getByText('REL JP').waitFor();
    await label.getByRole('button', { name: 'Recall' }).click();
    await label.getByRole('textbox', { name: 'Reason' }).fill('It went by mistake.');
    await label.getByRole('button', { name: 'Yes' }).click();
    await told(`Japan is asked to delete ${EAGLE}.`);
  });

  it('takes a partner that was cut off meanwhile out of the choice', { skip }, async () => {
    const { partners: desk } = node;
    await alertPanel().getByRole('button', { name: 'Release …' }).click();
    const dialog = page.getByRole('dialog', { name: `Release ${EAGLE}` });
    await dialog.getByText('The release gate allows it.').waitFor();
    // Cut off on another console meanwhile.
    await desk!.act({
      actId: 'elsewhere',
      officer: 'jaan-kask',
      body: { kind: 'suspend', partner: 'FI', because: 'x' },
    });
    await twoOfficers(dialog);
    const send = dialog.getByRole('button', { name: /^Release to/ });
    await until(
      'Finland cannot be chosen',
      async () => (await dialog.getByRole('combobox', { name: 'Partner', exact: true }).innerText()) === 'Japan (JP)',
    );
    assert.match(await send.innerText(), /Japan/);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await desk!.act({
      actId: 'elsewhere-2',
      officer: 'jaan-kask',
      passphrase: PASSPHRASES['jaan-kask'],
      second: { officer: 'mari-tamm', passphrase: PASSPHRASES['mari-tamm']! },
      body: { kind: 'resume', partner: 'FI', because: 'x' },
    });
  });

  it('marks double votes as void, and votes once', { skip }, async () => {
    await nav('Cases');
    const shown = detail('EAGLE S over Estlink 2');
    await shown.getByText('Execution stays national.').waitFor();
    await shown.getByText('Left: Sweden.').waitFor();
    assert.equal(await shown.getByText('VOID', { exact: true }).count(), 2);
    await shown.getByText('two votes of one member are both void').first().waitFor();
    const vote = shown.getByRole('form', { name: 'Our vote' });
    await vote.getByRole('textbox', { name: 'Reason of our vote' }).fill('We see it too.');
    await vote.getByRole('button', { name: 'Concur' }).click();
    await vote.getByRole('button', { name: 'Yes' }).click();
    await told('Voted: concurs.');
    await shown.getByText('passed').waitFor();
    assert.equal(await shown.getByRole('form', { name: 'Our vote' }).count(), 0);
  });

  it('opens a case, adds to it by reference, proposes, and goes on without a member', { skip }, async () => {
    const cases = page.getByRole('region', { name: 'Joint cases' });
    await cases.getByRole('button', { name: 'Open a case' }).click();
    const form = cases.getByRole('region', { name: 'Open a case' });
    await form.getByRole('textbox', { name: 'Title' }).fill('Hong Tai in two seas');
    await form.getByRole('checkbox', { name: 'Finland' }).check();
    await form.getByRole('checkbox', { name: 'Japan' }).check();
    await form.getByRole('button', { name: 'Open a case' }).click();
    const shown = detail('Hong Tai in two seas');
    await shown.getByRole('button', { name: 'Add to the case' }).click();
    await shown.getByRole('textbox', { name: 'Note' }).fill('See what Tokyo saw.');
    await shown.getByRole('checkbox', { name: /^Japan:/ }).check();
    await shown.getByRole('form', { name: 'Add to the case' }).getByRole('button', { name: 'Add to the case' }).click();
    await told('Added to the case.');
    const added = last();
    assert.ok(added.kind === 'contribute' && added.refs[0]?.origin === 'merivaht/JP/1');
    await shown.getByRole('button', { name: 'Propose' }).click();
    const proposal = shown.getByRole('form', { name: 'Propose' });
    await proposal.getByRole('textbox', { name: 'What should be done' }).fill('Inspect it in port');
    await proposal.getByRole('combobox', { name: 'It passes when' }).selectOption('veto');
    await proposal.getByRole('button', { name: 'Propose' }).click();
    await told('Proposed to all members.');
    await shown.getByRole('heading', { name: 'Inspect it in port' }).waitFor();
    await shown.getByRole('button', { name: 'Go on without a member' }).click();
    const split = shown.getByRole('form', { name: 'Go on without a member' });
    await split.getByRole('checkbox', { name: 'Japan' }).uncheck();
    await split.getByRole('textbox', { name: 'Reason' }).fill('It asked to leave.');
    await split.getByRole('button', { name: 'Go on without a member' }).click();
    await told(/the case goes on/);
    await shown.getByText('Left: Japan.').waitFor();
  });
});
