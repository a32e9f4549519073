/** A program for the test of standard input: takes it as a source and writes down what it was told, as JSON. */
import { Told } from './live-source.contract.ts';
import { openSources } from './open-sources.ts';

const told = new Told();
const [source] = openSources(['stdin:?id=pipe']);
source!.start(told);
await told.until(() => told.states.includes('ended') || told.text.includes('!stop'));
const hasEnded = told.states.includes('ended');
if (hasEnded) source!.cut();
if (hasEnded) source!.restore();
if (hasEnded) await told.count('ended', 2);
await source!.stop();
// Nothing is called that ends the process: a source that still held standard input would keep it alive for ever.
process.stdout.write(JSON.stringify({ text: told.text, states: told.states, because: told.because }));
