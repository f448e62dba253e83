import type { Invocation } from '../nnunet/command-line/invocation.js';
import { commandText } from '../nnunet/command-line/word.js';
import { shortened } from '../nnunet/words/wording.js';
import type { Reach } from './reach.js';
import { scriptCommand } from './script-command.js';
import type { Script, ScriptCommand } from './script-subjects.js';
import { surroundingsOf } from './surroundings.js';

/** A command line by itself, as a script of one command. */
export function commandScript(
  invocation: Invocation,
  reach: Reach,
): Script & { readonly commands: readonly [ScriptCommand] } {
  const text = commandText(invocation.words);
  const { environment } = invocation;
  const surroundings = surroundingsOf(reach);
  return {
    kind: 'script',
    label: shortened(text, 60),
    file: undefined,
    commands: [
      scriptCommand({
        invocation,
        text,
        place: undefined,
        isCertain: true,
        turn: 0,
        branches: [],
        environment,
        surroundings,
      }),
    ],
    others: [],
    notes: [],
    carriageReturn: undefined,
    fault: undefined,
  };
}
