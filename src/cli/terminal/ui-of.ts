import type { Ui } from '../../drill/ui.ts';
import type { Context } from '../context.ts';
import { jsonUi } from './json-ui.ts';
import { liveUi } from './live-ui.ts';
import { plainUi } from './plain-ui.ts';

/** A Ui that stops drawing when it is closed. */
export interface ClosableUi extends Ui {
  close(): void;
}

/** Drawn on a terminal, lines elsewhere, events for machines. */
export function uiOf(context: Context, json: boolean): ClosableUi {
  if (json) return jsonUi(context);
  return context.live ? liveUi(context) : plainUi(context);
}
