/** Imported by each file that the first load leaves out and that speaks: its words are there before it is drawn. */
import { laterTexts } from './later-texts.ts';
import { addTexts } from './translate.ts';

addTexts(laterTexts);
